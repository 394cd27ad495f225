"""Sends one event with PostHog's SDK for Python: project token, host and event are the arguments."""

import sys

from posthog import Posthog

_, token, host, event = sys.argv
client = Posthog(token, host=host)
client.capture(event=event, distinct_id="rosa")
client.shutdown()
