"""No field is forgotten: changing it has an effect, or the page says why it has none."""

import re
from copy import deepcopy
from typing import Any, Final

import pytest

from govcheck.change.compare import FINDERS, compare
from govcheck.change.comparison import Comparison
from govcheck.change.edits import edits
from govcheck.change.regions.differ import decided_differently
from govcheck.model.kinds import POLICY_KINDS
from govcheck.model.marks import ForReaders, mark
from govcheck.modelling.model_type import hints
from tests.change.policies import (
    AT,
    HORIZON,
    shipped_documents,
    shipped_side,
    side,
)
from tests.change.test_edits import models_of
from tests.load.shipped import ROOT

GONE: Final = object()
Change = tuple[str, str, Any]
"""A document, the way to a value in it, and what it becomes."""

QUICK: Final = [finder for finder in FINDERS if finder is not decided_differently]

CALENDAR = "calendar/office-berlin"
CHANNEL = "channel/tiktok-global"
FORBIDDEN = "channel/xiaohongshu-apac"
NETWORK = "network/forum"
CONTROL = "change-control/approvals"
COUNCIL = "council/social-council"
CRISIS = "escalation/crisis"
DUTY = "rota/community-duty"
FACTS = "vocabulary/impact-facts"
GUARANTEE = "guarantee/leaks-reach-legal"
LEAK = "playbook/data-leak"
TAKEOVER = "playbook/account-takeover"

NIGHTS: Final = [
    {
        "id": "night",
        "starts": "2026-01-05",
        "handover": "20:00",
        "shift": "daily",
        "members": ["nobody", "clara"],
    }
]
OPEN: Final = [{"date": "2026-12-06", "hours": ["10:00-12:00"]}]

CHANGES: dict[str, Change] = {
    "ForbiddenPattern.pattern": (FORBIDDEN, "standards.content.forbidden.1.pattern", "X"),
    "Organization.checks": ("organization/larkling", "checks", {"CHAN010": "off"}),
    "Organization.timezone": ("organization/larkling", "timezone", "Asia/Tokyo"),
    "Organization.severities": ("organization/larkling", "severities.3", GONE),
    "SeverityLevel.id": ("organization/larkling", "severities.3.id", "sev0"),
    "Person.email": ("person/ana", "email", "other@larkling.example"),
    "Person.github": ("person/ana", "github", "other"),
    "Person.gitlab": ("person/ana", "gitlab", GONE),
    "Person.employer": ("person/ana", "employer", "Agency"),
    "Person.timezone": ("person/ana", "timezone", "Asia/Tokyo"),
    "Person.roles": ("person/ana", "roles.0", GONE),
    "Person.calendar": ("person/lena", "calendar", "office-singapore"),
    "Person.contacts": ("person/ana", "contacts.0", GONE),
    "Contact.via": ("person/ana", "contacts.0.via", "pager"),
    "Contact.address": ("person/ana", "contacts.0.address", "+1"),
    "Person.notification": ("person/ana", "notification", GONE),
    "Notification.via": ("person/ana", "notification.0.via", "phone"),
    "Notification.after": ("person/ana", "notification.1.after", "30m"),
    "Person.deputies": ("person/ana", "deputies", ["clara", "ben"]),
    "Person.absences": ("person/ana", "absences", GONE),
    "Absence.from": ("person/ana", "absences.0.from", "2026-12-20"),
    "Absence.to": ("person/ana", "absences.0.to", "2027-01-12"),
    "Person.active": ("person/ana", "active", {"until": "2027-12-31"}),
    "Active.from": ("person/ana", "active", {"from": "2025-01-01"}),
    "Active.until": ("person/ana", "active", {"until": "2030-01-01"}),
    "Role.permissions": ("role/privacy-officer", "permissions.0", GONE),
    "Role.requires_training": ("role/privacy-officer", "requires_training.0", GONE),
    "Role.excludes": ("role/privacy-officer", "excludes", GONE),
    "Team.lead": ("team/social", "lead", "ben"),
    "Team.members": ("team/social", "members.2", GONE),
    "Member.person": ("team/social", "members.2.person", "eva"),
    "Member.role": ("team/social", "members.2.role", "spokesperson"),
    "Team.responsibilities": ("team/social", "responsibilities.analytics", GONE),
    "Responsibility.accountable": ("team/social", "responsibilities.analytics.accountable", "mei"),
    "Responsibility.responsible": ("team/social", "responsibilities.analytics.responsible", []),
    "Team.outsourced_to": ("team/social", "outsourced_to", "Agency"),
    "Council.chair": (COUNCIL, "chair", "lena"),
    "Council.seats": (COUNCIL, "seats.8", GONE),
    "Seat.person": (COUNCIL, "seats.8.person", "hana"),
    "Seat.represents": (COUNCIL, "seats.8.represents", "expert"),
    "Seat.deputy": (COUNCIL, "seats.8.deputy", "hana"),
    "Seat.term": (COUNCIL, "seats.8.term", GONE),
    "Term.from": (COUNCIL, "seats.8.term.from", "2020-01-01"),
    "Term.until": (COUNCIL, "seats.8.term.until", "2030-01-01"),
    "Council.quorum": (COUNCIL, "quorum", 4),
    "Council.decides_by": (COUNCIL, "decides_by", "majority"),
    "Council.chain_of_command": (COUNCIL, "chain_of_command", ["marcus", "clara", "lena"]),
    "Council.convene_within": (COUNCIL, "convene_within.sev1", "3h"),
    "Council.at_most_per_employer": (COUNCIL, "at_most_per_employer", 6),
    "Training.valid_for": ("training/channel-security", "valid_for", "400d"),
    "Representative.person": ("representative/support-nadia", "person", "eva"),
    "Representative.department": ("representative/support-nadia", "department", "sales"),
    "Representative.topics": ("representative/support-nadia", "topics.0", GONE),
    "Representative.channels": ("representative/support-nadia", "channels", GONE),
    "Advocate.person": ("advocate/ines", "person", "eva"),
    "Advocate.channels": ("advocate/ines", "channels.0", GONE),
    "Calendar.timezone": (CALENDAR, "timezone", "Asia/Tokyo"),
    "Calendar.hours": (CALENDAR, "hours", {"mon-fri": ["10:00-12:00"]}),
    "Calendar.holidays": (CALENDAR, "holidays", GONE),
    "PublicHolidays.country": (CALENDAR, "holidays", {"country": "US"}),
    "PublicHolidays.subdivision": (CALENDAR, "holidays.subdivision", "BY"),
    "Calendar.closed": (CALENDAR, "closed", GONE),
    "Calendar.open": (CALENDAR, "open", OPEN),
    "Opening.date": (CALENDAR, "open.0.date", "2026-12-13"),
    "Opening.hours": (CALENDAR, "open.0.hours", ["10:00-18:00"]),
    "Rota.timezone": (DUTY, "timezone", "Asia/Tokyo"),
    "Rota.starts": (DUTY, "starts", "2026-01-06"),
    "Rota.handover": (DUTY, "handover", "10:00"),
    "Rota.shift": (DUTY, "shift", "daily"),
    "Days.days": ("rota/executive-duty", "shift.days", 7),
    "Rota.members": (DUTY, "members", ["ben", "ana", "mei"]),
    "Rota.calendar": (DUTY, "calendar", "office-berlin"),
    "Rota.until": (DUTY, "until", "2026-12-31"),
    "Rota.overrides": (DUTY, "overrides", GONE),
    "Rota.turns": (DUTY, "turns", "open-days"),
    "Rota.layers": (DUTY, "layers", NIGHTS),
    "Layer.starts": (DUTY, "layers.0.starts", "2026-12-20"),
    "Layer.until": (DUTY, "layers.0.until", "2026-12-10"),
    "Layer.handover": (DUTY, "layers.0.handover", "21:00"),
    "Layer.shift": (DUTY, "layers.0.shift", "weekly"),
    "Layer.members": (DUTY, "layers.0.members", ["clara", "nobody"]),
    "Layer.hours": (DUTY, "layers.0.hours", {"mon-sun": ["20:00-24:00"]}),
    "ShiftHours.hours": (DUTY, "shift.hours", 6),
    "Override.from": (DUTY, "overrides.1.from", "2026-12-20T09:00:00+01:00"),
    "Override.to": (DUTY, "overrides.1.to", "2027-01-05T09:00:00+01:00"),
    "Override.person": (DUTY, "overrides.1.person", "eva"),
    "Channel.network": (CHANNEL, "network", "forum"),
    "Channel.handle": (CHANNEL, "handle", "@other"),
    "Channel.owner": (CHANNEL, "owner", "editorial"),
    "Channel.admins": (CHANNEL, "admins.0", GONE),
    "Channel.mfa": (CHANNEL, "mfa", GONE),
    "Channel.backup": (CHANNEL, "backup", "ines"),
    "Channel.standards": (CHANNEL, "standards", GONE),
    "Standards.respond_within": (CHANNEL, "standards.respond_within", "8h"),
    "Standards.calendar": (CHANNEL, "standards.calendar", GONE),
    "Standards.review_cycle": (CHANNEL, "standards.review_cycle", "8h"),
    "Standards.approvals": (CHANNEL, "standards.approvals", GONE),
    "DraftApprovals.drafts": (CHANNEL, "standards.approvals.drafts", 2),
    "DraftApprovals.by": (CHANNEL, "standards.approvals.by", ["person:ana"]),
    "Standards.content": (CHANNEL, "standards.content", GONE),
    "Content.allowed": (CHANNEL, "standards.content.allowed.0", GONE),
    "Content.forbidden": (CHANNEL, "standards.content.forbidden.0", GONE),
    "Vocabulary.facts": (FACTS, "facts.unheard", {"type": "boolean"}),
    "ChoiceFact.type": (FACTS, "facts.injury", {"type": "boolean"}),
    "ChoiceFact.values": (FACTS, "facts.injury.values.1", GONE),
    "ChoiceFact.ordered": (FACTS, "facts.injury.ordered", GONE),
    "ChoiceFact.worse": (FACTS, "facts.injury.worse", "lower"),
    "ChoiceFact.default": (FACTS, "facts.injury.default", "none"),
    "TagsFact.default": ("vocabulary/mention-facts", "facts.topics.default", ["safety"]),
    "IntegerFact.default": (FACTS, "facts.followers.default", 0),
    "NumberFact.default": (FACTS, "facts.reposts_per_hour.default", 0),
    "BooleanFact.default": ("vocabulary/mention-facts", "facts.our_own_post.default", GONE),
    "ReferenceFact.default": ("vocabulary/mention-facts", "facts.channel.default", "x-global"),
    "TagsFact.type": ("vocabulary/mention-facts", "facts.topics", {"type": "boolean"}),
    "TagsFact.values": ("vocabulary/mention-facts", "facts.topics.values.0", GONE),
    "IntegerFact.type": (FACTS, "facts.followers.type", "number"),
    "IntegerFact.minimum": (FACTS, "facts.followers.minimum", 5),
    "IntegerFact.maximum": (FACTS, "facts.followers.maximum", 10**9),
    "IntegerFact.unit": (FACTS, "facts.followers.unit", "thousands"),
    "IntegerFact.worse": (FACTS, "facts.followers.worse", GONE),
    "NumberFact.type": (FACTS, "facts.reposts_per_hour.type", "integer"),
    "NumberFact.minimum": (FACTS, "facts.reposts_per_hour.minimum", 1),
    "NumberFact.maximum": (FACTS, "facts.reposts_per_hour.maximum", 10**9),
    "NumberFact.unit": (FACTS, "facts.reposts_per_hour.unit", "a day"),
    "NumberFact.worse": (FACTS, "facts.reposts_per_hour.worse", GONE),
    "BooleanFact.type": ("vocabulary/mention-facts", "facts.our_own_post.type", "person"),
    "BooleanFact.worse": ("vocabulary/mention-facts", "facts.our_own_post.worse", "higher"),
    "ReferenceFact.type": ("vocabulary/mention-facts", "facts.channel.type", "person"),
    "ShareFact.share": (FACTS, "facts.lost_share", {"type": "boolean"}),
    "ShareFact.worse": (FACTS, "facts.lost_share.worse", GONE),
    "Share.part": (FACTS, "facts.lost_share.share.part", "followers"),
    "Share.whole": (FACTS, "facts.lost_share.share.whole", "followers"),
    "Decision.decides": ("decision/reach", "decides", "range"),
    "Decision.hit_policy": ("decision/escalation", "hit_policy", "unique"),
    "Decision.results": ("decision/reach", "results.0", GONE),
    "Decision.ordered": ("decision/reach", "ordered", GONE),
    "Decision.otherwise": ("decision/escalation", "otherwise", "crisis"),
    "Decision.rules": ("decision/escalation", "rules.0", GONE),
    "Rule.when": ("decision/escalation", "rules.0.when", {}),
    "Rule.then": ("decision/escalation", "rules.0.then", "desk"),
    "Condition.all": (LEAK, "actions.0.when", {"all": [{"injury": "claimed"}]}),
    "Condition.any": (LEAK, "actions.0.when", {"any": [{"injury": "claimed"}]}),
    "Condition.not": (LEAK, "actions.0.when", {"not": {"injury": "claimed"}}),
    "Test.known": (LEAK, "actions.0.when", {"injury": {"known": True}}),
    "Test.not_in": (LEAK, "actions.0.when", {"injury": {"not_in": ["claimed"]}}),
    "Test.any_of": (LEAK, "actions.0.when", {"topics": {"any_of": ["safety"]}}),
    "Test.all_of": (LEAK, "actions.0.when", {"topics": {"all_of": ["safety"]}}),
    "Test.none_of": (LEAK, "actions.0.when", {"topics": {"none_of": ["safety"]}}),
    "Test.at_least": (LEAK, "actions.0.when", {"followers": {"at_least": 10}}),
    "Test.more_than": (LEAK, "actions.0.when", {"followers": {"more_than": 10}}),
    "Test.at_most": (LEAK, "actions.0.when", {"followers": {"at_most": 10}}),
    "Test.less_than": (LEAK, "actions.0.when", {"followers": {"less_than": 10}}),
    "Test.within": (LEAK, "actions.0.when", {"detected_at": {"within": "office-berlin"}}),
    "Test.outside": (LEAK, "actions.0.when", {"detected_at": {"outside": "office-berlin"}}),
    "Escalation.acknowledge_within": (CRISIS, "acknowledge_within", "20m"),
    "Escalation.steps": (CRISIS, "steps.1", GONE),
    "Step.id": (CRISIS, "steps.1.id", "other"),
    "Step.when": (CRISIS, "steps.2.when", GONE),
    "Step.notify": (CRISIS, "steps.3.notify.0", GONE),
    "Step.convene": (CRISIS, "steps.5", {"id": "council", "notify": ["person:lena"]}),
    "Step.via": (CRISIS, "steps.0.via.0", GONE),
    "Step.ack": (CRISIS, "steps.0.ack", "all"),
    "Step.wait": (CRISIS, "steps.0.wait", "6m"),
    "Step.on_empty": (CRISIS, "steps.0.on_empty", "wait"),
    "Step.always": (CRISIS, "steps.2.always", GONE),
    "Escalation.repeat": (CRISIS, "repeat", 1),
    "Escalation.last_resort": (CRISIS, "last_resort", "person:marcus"),
    "Playbook.actions": (LEAK, "actions.1", GONE),
    "Action.id": (LEAK, "actions.1.id", "other"),
    "Action.when": (LEAK, "actions.5.when", GONE),
    "Action.do": (LEAK, "actions.0.do", "Wait"),
    "Action.owed_by": (LEAK, "actions.0.owed_by", "person:lena"),
    "Action.drafted_by": (LEAK, "actions.3.drafted_by", GONE),
    "Action.within": (LEAK, "actions.0.within", "11m"),
    "Action.clock": (LEAK, "actions.4.clock", GONE),
    "Action.calendar": (LEAK, "actions.0.calendar", "office-berlin"),
    "Action.every": (TAKEOVER, "actions.0.every", "20m"),
    "Action.for": (TAKEOVER, "actions.0.for", "2h"),
    "Action.after": (LEAK, "actions.5.after", GONE),
    "Action.needs": (LEAK, "actions.3.needs", GONE),
    "Action.publishes": (LEAK, "actions.3.publishes", GONE),
    "Action.template": (LEAK, "actions.3.template", GONE),
    "Playbook.approvals": (LEAK, "approvals", GONE),
    "Approval.id": (LEAK, "approvals.0.id", "other"),
    "Approval.when": (LEAK, "approvals.0.when", {"injury": "claimed"}),
    "Approval.by": (LEAK, "approvals.0.by", "person:lena"),
    "Approval.within": (LEAK, "approvals.0.within", "30m"),
    "Approval.calendar": (LEAK, "approvals.0.calendar", "office-berlin"),
    "AllOf.all_of": (LEAK, "approvals.0.by.all_of.0", GONE),
    "AnyOf.any_of": (LEAK, "approvals.0.by", {"any_of": ["role:legal-counsel"]}),
    "CountOf.count": (LEAK, "approvals.0.by", {"count": 3, "of": ["role:legal-counsel"]}),
    "CountOf.of": (LEAK, "approvals.0.by", {"count": 1, "of": ["role:spokesperson"]}),
    "Playbook.forbidden_until_approved": (LEAK, "forbidden_until_approved.0", GONE),
    "Guarantee.for": (GUARANTEE, "for", {"personal_data": "confirmed"}),
    "Guarantee.holds": (GUARANTEE, "holds", GONE),
    "Guarantee.notified": (GUARANTEE, "notified", GONE),
    "Notified.target": (GUARANTEE, "notified.target", "person:lena"),
    "Notified.within": (GUARANTEE, "notified.within", "1h"),
    "Notified.concurrent": (GUARANTEE, "notified.concurrent", 2),
    "Guarantee.tolerates": (GUARANTEE, "tolerates", GONE),
    "Tolerates.absent_people": (GUARANTEE, "tolerates.absent_people", 2),
    "ChangeControl.rules": (CONTROL, "rules.7", GONE),
    "ChangeRule.id": (CONTROL, "rules.0.id", "other"),
    "ChangeRule.when": (CONTROL, "rules.0.when", {}),
    "ChangeRule.requires": (CONTROL, "rules.0.requires", "person:lena"),
    "ChangeRule.because": (CONTROL, "rules.0.because", GONE),
    "ChangeCondition.kinds": (CONTROL, "rules.0.when.kinds", ["team"]),
    "ChangeCondition.fields": (CONTROL, "rules.5.when.fields.0", GONE),
    "ChangeCondition.effects": (CONTROL, "rules.3.when.effects.0", GONE),
    "ChangeCondition.paths": (CONTROL, "rules.7.when.paths.0", GONE),
    "AllRequired.all_of": (CONTROL, "rules.1.requires.all_of.1", GONE),
    "AnyRequired.any_of": (CONTROL, "rules.6.requires.all_of.0.any_of.0", GONE),
    "CountRequired.count": (CONTROL, "rules.8.requires.count", 1),
    "CountRequired.of": (CONTROL, "rules.8.requires.of", ["person:lena"]),
    "CouncilVote.council": (CONTROL, "rules.0.requires.council", "majority"),
    "CouncilVote.includes": (CONTROL, "rules.0.requires.includes", GONE),
    "ChangeControl.objections": (CONTROL, "objections", "block"),
    "ChangeControl.otherwise": (CONTROL, "otherwise", {"requires": "person:lena"}),
    "Otherwise.requires": (CONTROL, "otherwise.requires", "person:lena"),
    "Waiver.check": ("waiver/unknown-injury", "check", "RULE001"),
    "Waiver.subject": ("waiver/unknown-injury", "subject", "decision/severity-harm"),
    "Waiver.approved_by": ("waiver/unknown-injury", "approved_by", ["lena"]),
    "Waiver.until": ("waiver/unknown-injury", "until", "2028-06-30"),
}

BEFOREHAND: dict[str, list[Change]] = {
    **{
        f"Layer.{field}": [(DUTY, "layers", NIGHTS)]
        for field in ("starts", "until", "handover", "shift", "members", "hours")
    },
    **{f"Opening.{field}": [(CALENDAR, "open", OPEN)] for field in ("date", "hours")},
    "ShiftHours.hours": [(DUTY, "shift", {"hours": 12})],
    "Rota.turns": [(DUTY, "calendar", "office-berlin"), (DUTY, "shift", "daily")],
    "Organization.timezone": [("person/ana", "timezone", GONE)],
    "Action.every": [(TAKEOVER, "actions.0.every", "10m"), (TAKEOVER, "actions.0.for", "1h")],
    "Action.for": [(TAKEOVER, "actions.0.every", "10m"), (TAKEOVER, "actions.0.for", "1h")],
}
"""What the base of a change says other than the shipped policy."""

TEXTS: dict[str, Change] = {
    "Organization.name": ("organization/larkling", "name", "X"),
    "Organization.languages": ("organization/larkling", "languages.2", GONE),
    "Layer.id": (DUTY, "layers.0.id", "evening"),
    "SeverityLevel.name": ("organization/larkling", "severities.0.name", "X"),
    "SeverityLevel.means": ("organization/larkling", "severities.0.means", "X"),
    "Organization.responsibilities": ("organization/larkling", "responsibilities.0", GONE),
    "Organization.size": ("organization/larkling", "size", GONE),
    "Organization.resources": ("organization/larkling", "resources.weekly_hours", 38),
    "Resources.hiring_budget": ("organization/larkling", "resources.hiring_budget", 1),
    "Resources.weekly_hours": ("organization/larkling", "resources.weekly_hours", 39),
    "Resources.weekly_mentions": ("organization/larkling", "resources.weekly_mentions", 1),
    "Resources.answers_per_hour": ("organization/larkling", "resources.answers_per_hour", 9),
    "Resources.minutes_per_reading": ("organization/larkling", "resources.minutes_per_reading", 4),
    "Resources.hours_per_post": ("organization/larkling", "resources.hours_per_post", 2),
    "Resources.community": ("organization/larkling", "resources.community.planned", GONE),
    "Community.now": ("organization/larkling", "resources.community.now", 1),
    "Community.planned": ("organization/larkling", "resources.community.planned", 2),
    "Resources.content_strategy": ("organization/larkling", "resources.content_strategy", "X"),
    "Resources.strategic_goals": ("organization/larkling", "resources.strategic_goals.0", GONE),
    "Person.name": ("person/ana", "name", "X"),
    "Person.department": ("person/ana", "department", "X"),
    "Person.languages": ("person/ana", "languages.0", GONE),
    "Contact.verified_on": ("person/ana", "contacts.0.verified_on", GONE),
    "Absence.reason": ("person/ana", "absences.0.reason", "X"),
    "Person.trainings": ("person/ana", "trainings.0", GONE),
    "CompletedTraining.training": ("person/ben", "trainings.0.training", "data-protection"),
    "CompletedTraining.completed_on": ("person/eva", "trainings.0.completed_on", "2020-01-01"),
    "Role.name": ("role/privacy-officer", "name", "X"),
    "Role.responsibilities": ("role/privacy-officer", "responsibilities.0", GONE),
    "Team.name": ("team/social", "name", "X"),
    "Team.mission": ("team/social", "mission", "X"),
    "Member.weekly_hours": ("team/social", "members.0.weekly_hours", 1),
    "Council.name": (COUNCIL, "name", "X"),
    "Council.meets": (COUNCIL, "meets", "quarterly"),
    "Council.mandate": (COUNCIL, "mandate", "X"),
    "Training.name": ("training/channel-security", "name", "X"),
    "Training.set_by": ("training/channel-security", "set_by", GONE),
    "Representative.languages": ("representative/support-nadia", "languages", GONE),
    "Advocate.guidelines": ("advocate/ines", "guidelines", "X"),
    "Goal.company_objective": ("goal/trusted-on-safety", "company_objective", "X"),
    "Goal.social_goal": ("goal/trusted-on-safety", "social_goal", "X"),
    "Goal.metric": ("goal/trusted-on-safety", "metric", "X"),
    "Goal.target": ("goal/trusted-on-safety", "target", 1),
    "Goal.due": ("goal/trusted-on-safety", "due", "2028-01-01"),
    "Goal.owner": ("goal/trusted-on-safety", "owner", "ben"),
    "Goal.channels": ("goal/trusted-on-safety", "channels", GONE),
    "Channel.languages": (CHANNEL, "languages.0", GONE),
    "Channel.url": (CHANNEL, "url", GONE),
    "Channel.region": (CHANNEL, "region", "X"),
    "Channel.audience": (CHANNEL, "audience", "X"),
    "Channel.scheduler": (CHANNEL, "scheduler", "X"),
    "Channel.review_by": (CHANNEL, "review_by", GONE),
    "Standards.tone": (CHANNEL, "standards.tone", "X"),
    "Standards.posts": ("channel/facebook-dach", "standards.posts", GONE),
    "Posts.at_most": (CHANNEL, "standards.posts.at_most", 50),
    "Posts.per": (CHANNEL, "standards.posts.per", "day"),
    "Posts.hours": (CHANNEL, "standards.posts.hours", "08:00-09:00"),
    "Standards.length": (CHANNEL, "standards.length", {"at_most": 5}),
    "Standards.hashtags": ("channel/instagram-global", "standards.hashtags", GONE),
    "AtMost.at_most": (CHANNEL, "standards.hashtags.at_most", 40),
    "Standards.alt_text": (CHANNEL, "standards.alt_text", GONE),
    "Standards.disclosure": (CHANNEL, "standards.disclosure", "X"),
    "Standards.engagement": (CHANNEL, "standards.engagement", "broadcast-only"),
    "ForbiddenPattern.because": (FORBIDDEN, "standards.content.forbidden.1.because", "X"),
    "NetworkLimits.folds_at": (NETWORK, "folds_at", 40),
    "NetworkLimits.limits": (NETWORK, "limits.1", GONE),
    "NetworkLimit.field": (NETWORK, "limits.0.field", "title"),
    "NetworkLimit.at_most": (NETWORK, "limits.0.at_most", 40),
    "NetworkLimit.unit": (NETWORK, "limits.0.unit", "bytes"),
    "NetworkLimit.url_counts": (NETWORK, "limits.0.url_counts", 40),
    "NetworkLimit.mention_counts": (NETWORK, "limits.0.mention_counts", "without-domain"),
    "NetworkLimit.emoji_counts": (NETWORK, "limits.0.emoji_counts", "bytes"),
    "NetworkLimit.since": (NETWORK, "limits.0.since", "2026-01-01"),
    "NetworkLimit.source": (NETWORK, "limits.0.source", "X"),
    "NetworkLimit.checked_on": (NETWORK, "limits.0.checked_on", "2026-01-01"),
    "NetworkLimit.disputed": (NETWORK, "limits.0.disputed", True),
    "Action.pauses": ("playbook/data-leak", "actions.0.pauses", "topics"),
    "ChoiceFact.ask": (FACTS, "facts.injury.ask", "X"),
    "TagsFact.ask": ("vocabulary/mention-facts", "facts.topics.ask", "X"),
    "IntegerFact.ask": (FACTS, "facts.followers.ask", "X"),
    "NumberFact.ask": (FACTS, "facts.reposts_per_hour.ask", "X"),
    "BooleanFact.ask": ("vocabulary/mention-facts", "facts.our_own_post.ask", "X"),
    "ReferenceFact.ask": ("vocabulary/mention-facts", "facts.channel.ask", "X"),
    "ShareFact.ask": (FACTS, "facts.lost_share.ask", "X"),
    "ChoiceFact.label": (FACTS, "facts.injury.label", "X"),
    "TagsFact.label": ("vocabulary/mention-facts", "facts.topics.label", "X"),
    "IntegerFact.label": (FACTS, "facts.followers.label", "X"),
    "NumberFact.label": (FACTS, "facts.reposts_per_hour.label", "X"),
    "BooleanFact.label": ("vocabulary/mention-facts", "facts.our_own_post.label", "X"),
    "ReferenceFact.label": ("vocabulary/mention-facts", "facts.channel.label", "X"),
    "ShareFact.label": (FACTS, "facts.lost_share.label", "X"),
    "ChoiceFact.labels": (FACTS, "facts.injury.labels", {"none": "X"}),
    "TagsFact.labels": ("vocabulary/mention-facts", "facts.topics.labels", {"safety": "X"}),
    "Rota.name": ("rota/community-duty", "name", "X"),
    "Escalation.name": ("escalation/crisis", "name", "X"),
    "Playbook.name": ("playbook/data-leak", "name", "X"),
    "Calendar.name": ("calendar/quiet-hours", "name", "X"),
    "Guarantee.name": ("guarantee/leaks-reach-legal", "name", "X"),
    "Representative.name": ("representative/sales-oliver", "name", "X"),
    "Decision.label": ("decision/reach", "label", "X"),
    "Decision.labels": ("decision/reach", "labels.viral", "X"),
    "Decision.because": ("decision/escalation", "because", "X"),
    "Rule.id": ("decision/reach", "rules.0.id", "other"),
    "Rule.because": ("decision/reach", "rules.0.because", "X"),
    "Rule.review_by": ("decision/reach", "rules.0.review_by", GONE),
    "Waiver.reason": ("waiver/unknown-injury", "reason", "X"),
}


def changed(documents: dict[str, Any], change: Change) -> None:
    ref, where, value = change
    *above, last = where.split(".")
    place = documents[ref]
    for step in above:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    key: Any = int(last) if isinstance(place, list) else last
    if value is GONE:
        del place[key]
    else:
        place[key] = deepcopy(value)


def test_every_field_is_in_a_table() -> None:
    fields = {
        f"{model.__name__}.{field.alias or name}"
        for model in models_of(POLICY_KINDS)
        for name, field in model.model_fields.items()
        if name not in ("kind", "format") and not (name == "id" and "kind" in model.model_fields)
    }
    assert fields == {*CHANGES, *TEXTS}
    assert not CHANGES.keys() & TEXTS.keys()


@pytest.mark.parametrize("field", CHANGES)
def test_a_field_has_an_effect(field: str) -> None:
    documents = deepcopy(shipped_documents())
    for change in BEFOREHAND.get(field, []):
        changed(documents, change)
    base = side(documents) if field in BEFOREHAND else shipped_side()
    changed(documents, CHANGES[field])
    head = side(documents)
    found = edits(base.policy, head.policy)
    assert found
    comparison = Comparison(base, head, found, AT, HORIZON)
    effects = [one for finder in QUICK for one in finder(comparison)]
    effects = effects or [next(decided_differently(comparison))]
    assert all(effect.documents for effect in effects)


def test_texts_have_none() -> None:
    documents = deepcopy(shipped_documents())
    changed(documents, (DUTY, "layers", NIGHTS))
    base = side(documents)
    for change in TEXTS.values():
        changed(documents, change)
    head = side(documents)
    found = edits(base.policy, head.policy)
    assert len(found) >= len(TEXTS) - 8  # some lie within others
    assert compare(base, head, found, AT, HORIZON).effects == ()


def test_the_page_names_the_texts() -> None:
    page = (ROOT / "docs" / "diff.md").read_text()
    section = page.partition("### Without effect")[2].partition("\n#")[0]
    rows = re.findall(r"^\| (.+) \| (`.+`) \|$", section, re.MULTILINE)
    said = {name: why for why, names in rows for name in re.findall(r"`(\w+\.\w+)`", names)}
    assert said == marked()
    assert said.keys() == TEXTS.keys()


def marked() -> dict[str, str]:
    """The fields that are marked as read by people alone, each with what it is for."""
    found = {
        f"{model.__name__}.{model.model_fields[name].alias or name}": mark(hint, ForReaders)
        for model in models_of(POLICY_KINDS)
        for name, hint in hints(model).items()
        if name in model.model_fields
    }
    return {name: one.why for name, one in found.items() if one is not None}
