//! Facts and mentions as JSON, one object a line, keys in a fixed order.

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
    span(out, ",\"span\":", first.span, offsets);
    number(out, ",\"sentence\":", first.sentence);
    key(out, ",\"rule\":", &first.rule);
    key(out, ",\"at\":", &first.at);
    if !rest.is_empty() {
        raw(out, ",\"also\":[");
        for (number, evidence) in rest.iter().enumerate() {
            raw(out, if number > 0 { "," } else { "" });
            write_evidence(out, evidence, offsets);
        }
        raw(out, "]");
    }
    raw(out, "}\n");
}

/// Writes a mention and a line break.
///
/// Keys: `doc`, `mention` (its type), `text`, `span`, `sentence`, `entity` and
/// `attrs` where there are any, `rule` (or list) and `at`.
///
/// ```
/// use nutgraf::{Article, Engine, Options, Pack, writer::{CharOffsets, write_mention}};
///
/// let pack = Pack::from_toml("p", "[type.Person]\n[list.people]\nwords = ['Ann']\ntype = 'Person'");
/// let article = Article::new("d", "Ann");
/// let options = Options { mentions: true, ..Options::default() };
/// let found = Engine::from_rules(pack.rules().clone(), options).session().read(&article);
/// let mut out = Vec::new();
/// write_mention(&mut out, "d", &found.mentions[0], &article.text, &CharOffsets::new(&article.text));
/// assert!(out.starts_with(br#"{"doc":"d","mention":"Person","text":"Ann","span":[0,3],"sentence":0,"#));
/// ```
pub fn write_mention(out: &mut Vec<u8>, doc: &str, mention: &Mention, article: &str, offsets: &CharOffsets<'_>) {
    key(out, "{\"doc\":", doc);
    key(out, ",\"mention\":", &mention.type_name);
    key(out, ",\"text\":", mention.span.slice(article));
    span(out, ",\"span\":", mention.span, offsets);
    number(out, ",\"sentence\":", mention.sentence);
    if let Some(entity) = &mention.entity {
        key(out, ",\"entity\":", entity);
    }
    if !mention.attributes.is_empty() {
        raw(out, ",\"attrs\":");
        attributes(out, &mention.attributes);
    }
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

/// Another telling of a fact.
fn write_evidence(out: &mut Vec<u8>, evidence: &Evidence, offsets: &CharOffsets<'_>) {
    key(out, "{\"rule\":", &evidence.rule);
    key(out, ",\"at\":", &evidence.at);
    span(out, ",\"span\":", evidence.span, offsets);
    number(out, ",\"sentence\":", evidence.sentence);
    raw(out, "}");
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
    raw(out, key);
    number(out, "[", start);
    raw(out, ",");
    digits(out, end);
    raw(out, "]");
}

fn number(out: &mut Vec<u8>, key: &str, number: u32) {
    raw(out, key);
    digits(out, number);
}

/// By hand, for every fact has many numbers and formatting each is slow.
fn digits(out: &mut Vec<u8>, mut number: u32) {
    let start = out.len();
    loop {
        out.push(b'0' + (number % 10) as u8);
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out[start..].reverse();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_decimal() {
        for number in [0, 7, 10, 120, u32::MAX] {
            let mut out = Vec::new();
            digits(&mut out, number);
            assert_eq!(String::from_utf8_lossy(&out), number.to_string());
        }
    }
}
