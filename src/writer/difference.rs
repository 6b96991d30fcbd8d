//! How two readings differ, for reading and for programs.

use std::fmt::Write as _;

use super::offsets::CharOffsets;
use super::sentences::Sentences;
use super::text::{Style, show_evidence, show_fact, show_filler};
use super::wrap::{harmless, one_line, wrap};
use super::write_fact;
use crate::fact::{Difference, Fact, Role};
use crate::text::Article;

/// The differences of an article, each with its sentence. An article without any shows nothing.
///
/// ```
/// use nutgraf::{Article, Fact, fact::Difference, writer::{Style, show_difference}};
///
/// let fact = Fact { type_name: "Hit".into(), roles: vec![], attributes: vec![], evidence: vec![] };
/// let shown = show_difference(&Article::new("a", "x"), &[Difference::Lost(fact)], Style::PLAIN);
/// assert_eq!(shown, "# a\n\n- lost Hit\n\n");
/// ```
pub fn show_difference(article: &Article, differences: &[Difference], style: Style) -> String {
    let mut out = String::new();
    if differences.is_empty() {
        return out;
    }
    let Style { heading, reset, .. } = style;
    line(&mut out, &format!("{heading}# {}{reset}\n", one_line(&harmless(&article.id))));
    let sentences = Sentences::of(article);
    for difference in differences {
        match difference {
            Difference::Lost(fact) => out.extend(["- lost ", &show_fact(fact, style)]),
            Difference::Gained(fact) => out.extend(["+ gained ", &show_fact(fact, style)]),
            Difference::Changed { before, after } => show_change(&mut out, before, after, style),
        }
        show_evidence(&mut out, article, &sentences, difference.fact(), style);
    }
    out
}

/// What differs between two facts; what they share is left out.
fn show_change(out: &mut String, before: &Fact, after: &Fact, style: Style) {
    let Style { heading, reset, .. } = style;
    line(out, &format!("~ changed {heading}{}{reset}", after.type_name));
    let names = before.roles.iter().chain(&after.roles).map(|role| &role.name);
    let mut seen = Vec::new();
    for name in names {
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let values = |fact: &Fact| fact.roles.iter().find(|role| role.name == *name).map(show_values);
        show_two(out, name, values(before), values(after));
    }
    let value = |fact: &Fact, name: &str| {
        fact.attributes.iter().find(|(known, _)| **known == *name).map(|(_, value)| one_line(&harmless(value)))
    };
    let mut names: Vec<&str> = before.attributes.iter().chain(&after.attributes).map(|(name, _)| &**name).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().for_each(|name| show_two(out, name, value(before, name), value(after, name)));
    let (old, new) = (rule(before), rule(after));
    if old != new {
        show_two(out, "rule", Some(old.to_owned()), Some(new.to_owned()));
    }
}

fn rule(fact: &Fact) -> &str {
    fact.evidence.first().map_or("", |told| &told.rule)
}

fn show_values(role: &Role) -> String {
    role.fillers.iter().map(show_filler).collect::<Vec<_>>().join(" · ")
}

fn show_two(out: &mut String, name: &str, before: Option<String>, after: Option<String>) {
    if before == after {
        return;
    }
    let width = name.chars().count() + 6;
    let mut show = |sign: char, value: Option<String>| {
        if let Some(value) = value {
            line(out, &format!("  {sign} {name}  {}", wrap(&value, width)));
        }
    };
    show('-', before);
    show('+', after);
}

/// A difference as one JSON object on a line: the article, the kind of change, and the facts.
///
/// ```
/// use nutgraf::{Fact, fact::Difference, writer::{CharOffsets, write_difference}};
///
/// let fact = Fact { type_name: "Hit".into(), roles: vec![], attributes: vec![], evidence: vec![] };
/// let mut out = Vec::new();
/// write_difference(&mut out, "a", &Difference::Lost(fact), &CharOffsets::new(""));
/// assert!(out.starts_with(br#"{"doc":"a","change":"lost","before":{"doc":"a","type":"Hit""#));
/// ```
pub fn write_difference(out: &mut Vec<u8>, doc: &str, difference: &Difference, offsets: &CharOffsets<'_>) {
    let (change, before, after) = match difference {
        Difference::Lost(fact) => ("lost", Some(fact), None),
        Difference::Gained(fact) => ("gained", None, Some(fact)),
        Difference::Changed { before, after } => ("changed", Some(before), Some(after)),
    };
    out.extend_from_slice(b"{\"doc\":");
    serde_json::to_writer(&mut *out, doc).expect("text is JSON, and a buffer takes all");
    out.extend_from_slice(format!(",\"change\":\"{change}\"").as_bytes());
    for (key, fact) in [("before", before), ("after", after)] {
        if let Some(fact) = fact {
            out.extend_from_slice(format!(",\"{key}\":").as_bytes());
            write_fact(out, doc, fact, offsets);
            // A fact ends its own line.
            out.pop();
        }
    }
    out.extend_from_slice(b"}\n");
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a string takes all that is written");
}
