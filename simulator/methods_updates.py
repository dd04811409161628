"""How the bot hears of what people do: by asking, or by a webhook."""

from typing import Any

from simulator.errors import WEBHOOK_ACTIVE, Refusal
from simulator.parameters import Parameters
from simulator.world import World

MOST_UPDATES = 100
LONGEST_WAIT = 50
MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40


def _allow(world: World, parameters: Parameters) -> None:
    if not parameters.text("allowed_updates"):
        return
    names = parameters.structure("allowed_updates", problem="can't parse allowed_updates")
    world.updates.allow(names)


async def get_updates(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Give what has not been confirmed. Source: Bot API, getUpdates."""
    if world.webhook.url:
        raise Refusal(409, WEBHOOK_ACTIVE)
    _allow(world, parameters)
    return await world.updates.take(
        offset=parameters.integer("offset"),
        limit=min(max(parameters.integer("limit", MOST_UPDATES), 1), MOST_UPDATES),
        seconds=min(max(parameters.integer("timeout"), 0), LONGEST_WAIT),
    )


async def set_webhook(world: World, parameters: Parameters) -> bool:
    """Deliver updates by POST from now on. Source: Bot API, setWebhook."""
    url = parameters.text("url").strip()
    if not url:
        return await delete_webhook(world, parameters)
    connections = parameters.integer("max_connections", USUAL_CONNECTIONS)
    await world.webhook.set(
        url,
        secret=parameters.text("secret_token"),
        max_connections=min(max(connections, 1), MOST_CONNECTIONS),
    )
    _allow(world, parameters)
    if parameters.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.interrupt("Conflict: terminated by setWebhook request")
    return True


async def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Go back to getUpdates. Source: Bot API, deleteWebhook."""
    await world.webhook.delete()
    if parameters.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, parameters: Parameters) -> dict[str, Any]:
    """Tell about the webhook. Source: Bot API, getWebhookInfo."""
    del parameters
    return world.webhook.info()
