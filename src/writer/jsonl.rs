//! Facts and mentions as JSON, one object a line, keys in a fixed order.

use std::io::Write;
use std::sync::Arc;

use super::CharOffsets;
use crate::fact::{Evidence, Fact, Filler, Mention};
use crate::text::ByteSpan;

/// Writes a fact and a line break.
///
/// Keys: `doc`, `type`, `roles`, `attrs`, `span`, `sentence`, `rule`, `at`, and
/// `also` where it was told more than once. Spans count Unicode characters.
///
/// ```
/// use nutgraf::{Article, Engine, Options, Pack, writer::{CharOffsets, write_fact}};
/// let pack = Pack::from_toml("p", "[type.Hit]\nroles = { a = 'text' }\n[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = '(a: \"x\")'");
/// let article = Article::new("d", "an x");
/// let facts = Engine::from_rules(pack.rules().clone(), Options::default()).session().extract(&article);
/// let mut out = Vec::new();
/// write_fact(&mut out, "d", &facts[0], &CharOffsets::new(&article.text));
/// assert!(out.starts_with(br#"{"doc":"d","type":"Hit","roles":{"a":[{"text":"x","span":[3,4]}]}"#));
/// ```
pub fn write_fact(out: &mut Vec<u8>, doc: &str, fact: &Fact, offsets: &CharOffsets<'_>) {
    key(out, "{\"doc\":", doc);
    key(out, ",\"type\":", &fact.type_name);
    raw(out, ",\"roles\":{");
    for (number, role) in fact.roles.iter().enumerate() {
        raw(out, if number > 0 { "," } else { "" });
        text(out, &role.name);
        raw(out, ":[");
        for (number, filler) in role.fillers.iter().enumerate() {
            raw(out, if number > 0 { "," } else { "" });
            write_filler(out, filler, offsets);
        }
        raw(out, "]");
    }
    raw(out, "},\"attrs\":");
    attributes(out, &fact.attributes);
    let Some((first, rest)) = fact.evidence.split_first() else { return raw(out, "}\n") };
    write_evidence(out, first, offsets, true);
    if !rest.is_empty() {
        raw(out, ",\"also\":[");
        for (number, evidence) in rest.iter().enumerate() {
            raw(out, if number > 0 { ",{" } else { "{" });
            write_evidence(out, evidence, offsets, false);
            raw(out, "}");
        }
        raw(out, "]");
    }
    raw(out, "}\n");
}

/// Writes a mention and a line break.
///
/// Keys: `doc`, `mention` (its type), `text`, `span`, `entity` and `attrs` where
/// there are any, `sentence`, `rule` (or list) and `at`.
pub fn write_mention(out: &mut Vec<u8>, doc: &str, mention: &Mention, article: &str, offsets: &CharOffsets<'_>) {
    key(out, "{\"doc\":", doc);
    key(out, ",\"mention\":", &mention.type_name);
    key(out, ",\"text\":", mention.span.slice(article));
    span(out, ",\"span\":", mention.span, offsets);
    if let Some(entity) = &mention.entity {
        key(out, ",\"entity\":", entity);
    }
    if !mention.attributes.is_empty() {
        raw(out, ",\"attrs\":");
        attributes(out, &mention.attributes);
    }
    number(out, ",\"sentence\":", mention.sentence);
    key(out, ",\"rule\":", &mention.source);
    key(out, ",\"at\":", &mention.at);
    raw(out, "}\n");
}

fn write_filler(out: &mut Vec<u8>, filler: &Filler, offsets: &CharOffsets<'_>) {
    key(out, "{\"text\":", &filler.text);
    span(out, ",\"span\":", filler.span, offsets);
    if let Some(type_name) = &filler.type_name {
        key(out, ",\"type\":", type_name);
    }
    if let Some(entity) = &filler.entity {
        key(out, ",\"entity\":", entity);
    }
    if !filler.attributes.is_empty() {
        raw(out, ",\"attrs\":");
        attributes(out, &filler.attributes);
    }
    if !filler.also.is_empty() {
        raw(out, ",\"also\":[");
        for (number, &place) in filler.also.iter().enumerate() {
            span(out, if number > 0 { "," } else { "" }, place, offsets);
        }
        raw(out, "]");
    }
    raw(out, "}");
}

fn write_evidence(out: &mut Vec<u8>, evidence: &Evidence, offsets: &CharOffsets<'_>, first: bool) {
    span(out, if first { ",\"span\":" } else { "\"span\":" }, evidence.span, offsets);
    number(out, ",\"sentence\":", evidence.sentence);
    key(out, ",\"rule\":", &evidence.rule);
    key(out, ",\"at\":", &evidence.at);
}

fn attributes(out: &mut Vec<u8>, attributes: &[(Arc<str>, Arc<str>)]) {
    raw(out, "{");
    for (number, (name, value)) in attributes.iter().enumerate() {
        raw(out, if number > 0 { "," } else { "" });
        text(out, name);
        raw(out, ":");
        text(out, value);
    }
    raw(out, "}");
}

fn span(out: &mut Vec<u8>, key: &str, span: ByteSpan, offsets: &CharOffsets<'_>) {
    let (start, end) = offsets.span(span);
    write!(out, "{key}[{start},{end}]").expect("a buffer takes all");
}

fn number(out: &mut Vec<u8>, key: &str, number: u32) {
    write!(out, "{key}{number}").expect("a buffer takes all");
}

fn key(out: &mut Vec<u8>, key: &str, value: &str) {
    raw(out, key);
    text(out, value);
}

fn text(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(out, text).expect("text is JSON, and a buffer takes all");
}

fn raw(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}
