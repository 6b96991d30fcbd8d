//! Mistakes of rules, roles, contexts and examples.

use super::codes::{
    ALIAS_CIRCLE, ALIAS_KEY, ALIAS_OF_FACTS, ALIAS_ROOTS, CROWDED_ROLE, IMPOSSIBLE_ROLE, MISSING_ROLE,
    NO_COUNTEREXAMPLE, NO_EXAMPLE, NO_ROLE_FILLED, NORMALISER_ON_FACT, NOTHING_TO_MATCH, ROLES_WITHOUT_TRIGGER,
    SELF_ON_FACT, SET_NOTHING, SET_ROLE, SHADOWED_RULE, TRIGGER_FOR_MENTION, UNFILLED_ROLE, UNKNOWN_FACT_KEY,
    UNKNOWN_NORMALISER, UNKNOWN_VALUE, UNMADE_TYPE,
};
use super::nearest::{choices, nearest};
use super::{Diagnostic, Label};
use crate::analysis::Normaliser;

pub(crate) fn nothing_to_match(at: Label, rule: &str) -> Diagnostic {
    Diagnostic::new(NOTHING_TO_MATCH, format!("the rule `{rule}` has neither a `pattern` nor a `trigger`"), at)
        .help("add `pattern = '...'`, or `trigger = '...'` with `[rule.roles]` for a rule over a parse")
}

pub(crate) fn roles_without_trigger(at: Label, rule: &str) -> Diagnostic {
    Diagnostic::new(ROLES_WITHOUT_TRIGGER, format!("the paths of `{rule}` have no `trigger` to hang on"), at)
        .help("add `trigger = '~sign'`, or capture the roles in the `pattern`: `(role: @Type)`")
}

pub(crate) fn trigger_for_mention(at: Label, rule: &str, tag: &str) -> Diagnostic {
    Diagnostic::new(TRIGGER_FOR_MENTION, format!("`{rule}` has a trigger, but `{tag}` has no roles"), at)
        .help(format!("use a `pattern` to tag mentions, or give `[type.{tag}]` its `roles`"))
}

pub(crate) fn self_on_fact(at: Label, tag: &str) -> Diagnostic {
    Diagnostic::new(SELF_ON_FACT, format!("`self` is captured, but `{tag}` is a type of facts"), at)
        .help("`self` is the part of a match that becomes a mention: capture a role of the type instead")
}

pub(crate) fn set_role(at: Label, name: &str, tag: &str) -> Diagnostic {
    Diagnostic::new(SET_ROLE, format!("`{name}` is a role of `{tag}`, not an attribute"), at)
        .help(format!("fill a role by capturing it: `({name}: ...)`; or choose another name for the attribute"))
}

pub(crate) fn unknown_value(
    at: Label,
    attribute: &str,
    value: &str,
    near: Option<String>,
    values: &[&str],
) -> Diagnostic {
    Diagnostic::new(UNKNOWN_VALUE, format!("`{value}` is no {attribute}"), at)
        .meant(near)
        .help(format!("the values of `{attribute}` are {}", values.join(", ")))
}

pub(crate) fn unknown_normaliser(at: Label, name: &str) -> Diagnostic {
    let known = Normaliser::NAMES.map(|(name, _)| name);
    let diagnostic = Diagnostic::new(UNKNOWN_NORMALISER, format!("nothing works out values as `{name}`"), at);
    match nearest(name, known) {
        Some(near) => diagnostic.meant(Some(near.into())),
        None => diagnostic.help(format!("possible: {}", choices(known))),
    }
}

pub(crate) fn normaliser_on_fact(at: Label, tag: &str) -> Diagnostic {
    Diagnostic::new(NORMALISER_ON_FACT, format!("`{tag}` is a type of facts, and facts have no value of their own"), at)
        .help("tag a mention type, or capture in a role what has a value: `(date: @Date)`")
}

pub(crate) fn set_nothing(at: Label, context: &str) -> Diagnostic {
    Diagnostic::new(SET_NOTHING, format!("the context `{context}` sets nothing"), at)
        .help("say what it marks, such as `set = { polarity = \"negative\" }`")
}

pub(crate) fn missing_role(at: Label, role: &str, tag: &str, wanted: u32, filled: u32) -> Diagnostic {
    let title = match filled {
        0 => format!("the rule never fills `{role}`, which `{tag}` requires"),
        _ => format!("the rule fills `{role}` {} at most, but `{tag}` requires {wanted}", times(filled)),
    };
    Diagnostic::new(MISSING_ROLE, title, at).help(format!(
        "capture it{}: `({role}: ...)`; or make the role optional where the type is declared",
        if filled == 0 { "" } else { " more often" }
    ))
}

pub(crate) fn crowded_role(at: Label, role: &str, tag: &str, allowed: u32, filled: u32) -> Diagnostic {
    let title = format!("the rule fills `{role}` {} or more, but `{tag}` allows {allowed}", times(filled));
    Diagnostic::new(CROWDED_ROLE, title, at)
        .help(format!("capture it less often, or allow more where the type is declared: `{role} = \"...+\"`"))
}

pub(crate) fn impossible_role(at: Label, role: &str, tag: &str, wanted: &[&str], found: &[&str]) -> Diagnostic {
    let title = format!(
        "`{role}` of `{tag}` takes {}, and can never be {}",
        choices(wanted.iter().copied()),
        choices(found.iter().copied())
    );
    Diagnostic::new(IMPOSSIBLE_ROLE, title, at)
        .help("capture another type here, or widen the role where its type is declared")
}

pub(crate) fn no_role_filled(at: Label, rule: &str, tag: &str) -> Diagnostic {
    Diagnostic::new(NO_ROLE_FILLED, format!("`{rule}` makes facts of type `{tag}` without a single role"), at)
        .help("a fact says something of somebody: capture at least one role")
}

pub(crate) fn unfilled_role(at: Label, role: &str, of: &str) -> Diagnostic {
    Diagnostic::new(UNFILLED_ROLE, format!("no rule fills the role `{role}` of `{of}`"), at)
        .help(format!("capture it in a rule that tags `{of}`, or remove it"))
}

pub(crate) fn unmade_type(at: Label, name: &str) -> Diagnostic {
    Diagnostic::new(UNMADE_TYPE, format!("nothing makes mentions of `{name}`, so `@{name}` never matches"), at)
        .help("tag it in a rule, give a list this `type`, or `use` the pack that does")
}

pub(crate) fn shadowed_rule(at: Label, other: Label, rule: &str, first: &str) -> Diagnostic {
    Diagnostic::new(SHADOWED_RULE, format!("`{rule}` does what `{first}` does"), at)
        .and(other)
        .help("remove one of them, and keep its examples in the other")
}

pub(crate) fn no_example(at: Label, rule: &str) -> Diagnostic {
    Diagnostic::new(NO_EXAMPLE, format!("`{rule}` has no example that it fires on"), at)
        .help("add a `[[rule.example]]` with a `text` and its `facts`")
}

pub(crate) fn no_counterexample(at: Label, rule: &str) -> Diagnostic {
    Diagnostic::new(NO_COUNTEREXAMPLE, format!("`{rule}` has no example that it is silent on"), at)
        .help("add a `[[rule.example]]` with a near miss as `text` and `facts = []`")
}

pub(crate) fn unknown_fact_key(at: Label, key: &str, tag: &str, near: Option<String>) -> Diagnostic {
    Diagnostic::new(UNKNOWN_FACT_KEY, format!("`{tag}` has no role or attribute `{key}`"), at)
        .meant(near)
        .help("possible: the roles of the type, attributes that something sets, `text`, `type`, `entity` and `value`")
}

pub(crate) fn alias_of_facts(at: Label, name: &str) -> Diagnostic {
    Diagnostic::new(ALIAS_OF_FACTS, format!("`{name}` is a type of facts, and an alias joins mentions"), at)
        .help("name the type of the mentions that stand for one another, such as `Person`")
}

pub(crate) fn alias_key(at: Label, key: &str, by: &str) -> Diagnostic {
    Diagnostic::new(ALIAS_KEY, format!("`by = \"{by}\"` makes nothing of `{key}`"), at)
        .help(format!("remove `{key}`, or join by something else"))
}

pub(crate) fn alias_roots(at: Label, over: &str, mark: &str) -> Diagnostic {
    let title = format!("mentions of `{over}` never compete with those of `{mark}`, so they cannot give way");
    Diagnostic::new(ALIAS_ROOTS, title, at)
        .help("give both types the same supertype by `is`, or remove `over`: both mentions may then stand")
}

pub(crate) fn alias_circle(at: Label, alias: &str, tag: &str) -> Diagnostic {
    Diagnostic::new(
        ALIAS_CIRCLE,
        format!("by `{alias}` nothing is left that bears a name: `{tag}` stands for itself"),
        at,
    )
    .help("say in `of` what it stands for, or give it a type of its own under that: `[type.Pronoun]` with `is`")
}

fn times(count: u32) -> String {
    match count {
        1 => "once".into(),
        2 => "twice".into(),
        _ => format!("{count} times"),
    }
}
