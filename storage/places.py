"""Where organisations work: the levels, and the capital and provinces of Cambodia."""

from storage.models import Level, Text

LEVELS: dict[Level, Text] = {
    Level.NATIONAL: Text("ថ្នាក់ជាតិ", "National level"),
    Level.SUB_NATIONAL: Text("ថ្នាក់ក្រោមជាតិ", "Sub-national level"),
}

CAPITAL = "phnom-penh"

# In the alphabetical order of their English names.
PROVINCES: dict[str, Text] = {
    "banteay-meanchey": Text("បន្ទាយមានជ័យ", "Banteay Meanchey"),
    "battambang": Text("បាត់ដំបង", "Battambang"),
    "kampong-cham": Text("កំពង់ចាម", "Kampong Cham"),
    "kampong-chhnang": Text("កំពង់ឆ្នាំង", "Kampong Chhnang"),
    "kampong-speu": Text("កំពង់ស្ពឺ", "Kampong Speu"),
    "kampong-thom": Text("កំពង់ធំ", "Kampong Thom"),
    "kampot": Text("កំពត", "Kampot"),
    "kandal": Text("កណ្ដាល", "Kandal"),
    "kep": Text("កែប", "Kep"),
    "koh-kong": Text("កោះកុង", "Koh Kong"),
    "kratie": Text("ក្រចេះ", "Kratie"),
    "mondulkiri": Text("មណ្ឌលគិរី", "Mondulkiri"),
    "oddar-meanchey": Text("ឧត្ដរមានជ័យ", "Oddar Meanchey"),
    "pailin": Text("ប៉ៃលិន", "Pailin"),
    CAPITAL: Text("ភ្នំពេញ", "Phnom Penh"),
    "preah-sihanouk": Text("ព្រះសីហនុ", "Preah Sihanouk"),
    "preah-vihear": Text("ព្រះវិហារ", "Preah Vihear"),
    "prey-veng": Text("ព្រៃវែង", "Prey Veng"),
    "pursat": Text("ពោធិ៍សាត់", "Pursat"),
    "ratanakiri": Text("រតនគិរី", "Ratanakiri"),
    "siem-reap": Text("សៀមរាប", "Siem Reap"),
    "stung-treng": Text("ស្ទឹងត្រែង", "Stung Treng"),
    "svay-rieng": Text("ស្វាយរៀង", "Svay Rieng"),
    "takeo": Text("តាកែវ", "Takeo"),
    "tbong-khmum": Text("ត្បូងឃ្មុំ", "Tbong Khmum"),
}
