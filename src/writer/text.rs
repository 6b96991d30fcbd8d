//! Facts as a person wants to read them: in 80 columns, the sentence beside them.

use std::fmt::Write as _;

use crate::fact::{Extraction, Fact, Filler};
use crate::text::{Article, ByteSpan};

/// How text is set off on a terminal. Without colour all parts are empty.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    heading: &'static str,
    filler: &'static str,
    quiet: &'static str,
    reset: &'static str,
}

impl Style {
    /// Plain text.
    pub const PLAIN: Self = Self { heading: "", filler: "", quiet: "", reset: "" };
    /// With escape codes for a terminal.
    pub const COLOR: Self = Self { heading: "\x1b[1m", filler: "\x1b[36m", quiet: "\x1b[2m", reset: "\x1b[0m" };
}

/// The width that text is wrapped to.
const WIDTH: usize = 80;

/// An article's facts (and mentions, if there are any), each with its sentence.
pub fn show_article(out: &mut String, article: &Article, extraction: &Extraction, style: Style) {
    if extraction.facts.is_empty() && extraction.mentions.is_empty() {
        return;
    }
    let Style { heading, quiet, reset, .. } = style;
    let _ = writeln!(out, "{heading}# {}{reset}\n", article.id);
    for fact in &extraction.facts {
        out.push_str(&show_fact(fact, style));
        if let Some(evidence) = fact.evidence.first() {
            show_sentence(out, &article.text, evidence.span, fact, style);
            let more = match fact.evidence.len() {
                1 => String::new(),
                count => format!(", told {count} times"),
            };
            let _ = writeln!(out, "  {quiet}{} ({}){more}{reset}\n", evidence.rule, evidence.at);
        }
    }
    for mention in &extraction.mentions {
        let text = mention.span.slice(&article.text).replace(['\n', '\r'], " ");
        let entity = mention.entity.as_deref().filter(|entity| **entity != *text);
        let entity = entity.map(|entity| format!(" ({entity})")).unwrap_or_default();
        let _ = writeln!(out, "@{} {text}{entity} {quiet}{}{reset}", mention.type_name, mention.source);
    }
    if !extraction.mentions.is_empty() {
        out.push('\n');
    }
}

/// A fact without its place: its type, what is unusual of it, and its roles.
///
/// The same fact always gives the same text.
pub fn show_fact(fact: &Fact, style: Style) -> String {
    let Style { heading, quiet, reset, .. } = style;
    let mut out = format!("{heading}{}{reset}", fact.type_name);
    let usual = [("modality", "asserted"), ("polarity", "positive")];
    let unusual = fact.attributes.iter().filter(|(name, value)| !usual.contains(&(name, value)));
    for (name, value) in unusual {
        let _ = write!(out, "  {quiet}{name}{reset} {value}");
    }
    out.push('\n');
    let width = fact.roles.iter().map(|role| role.name.chars().count()).max().unwrap_or(0);
    for role in &fact.roles {
        let fillers: Vec<String> = role.fillers.iter().map(show_filler).collect();
        let lead = format!("  {:width$}  ", role.name);
        let indent = width + 4;
        let _ = writeln!(out, "{lead}{}", wrap(&fillers.join(" · "), indent, indent));
    }
    out
}

fn show_filler(filler: &Filler) -> String {
    let text = one_line(&filler.text);
    match filler.entity.as_deref() {
        Some(entity) if entity != text => format!("{text} ({entity})"),
        _ => text,
    }
}

/// The words of the match, in their surroundings, with the fillers set off.
fn show_sentence(out: &mut String, text: &str, span: ByteSpan, fact: &Fact, style: Style) {
    let mut places: Vec<ByteSpan> = Vec::new();
    for filler in fact.roles.iter().flat_map(|role| &role.fillers) {
        if filler.span.start >= span.start && filler.span.end <= span.end {
            places.push(filler.span);
        }
    }
    places.sort();
    let mut shown = String::new();
    let mut at = span.start;
    for place in places {
        if place.start < at || style.filler.is_empty() {
            continue;
        }
        shown.push_str(&text[at as usize..place.start as usize]);
        // Each word by itself, so that a line break never falls inside the colour.
        let words: Vec<String> =
            place.slice(text).split_whitespace().map(|word| format!("{}{word}{}", style.filler, style.reset)).collect();
        shown.push_str(&words.join(" "));
        at = place.end;
    }
    shown.push_str(&text[at as usize..span.end as usize]);
    let (before, behind) = (cut_before(text, span), cut_behind(text, span));
    let _ = writeln!(out, "  {}", wrap(&one_line(&format!("{before}{shown}{behind}")), 2, 2));
}

/// A few words before a match, back to the start of its line.
fn cut_before(text: &str, span: ByteSpan) -> &str {
    let line = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..span.start as usize];
    let from = before.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let from = if from == 0 { 0 } else { before[from..].find(' ').map_or(from, |at| from + at + 1) };
    &before[from..]
}

/// A few words behind a match, up to the end of its line.
fn cut_behind(text: &str, span: ByteSpan) -> &str {
    let rest = &text[span.end as usize..];
    let line = rest.find('\n').unwrap_or(rest.len());
    let behind = &rest[..line];
    let to = behind.char_indices().nth(40).map_or(behind.len(), |(at, _)| at);
    let to = if to == behind.len() { to } else { behind[..to].rfind(' ').unwrap_or(to) };
    &behind[..to]
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Breaks a text into lines; the first begins `at` columns in, the others are indented.
fn wrap(text: &str, at: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut column = at;
    for word in text.split(' ') {
        let width = visible(word);
        if column > at.min(indent) && column + 1 + width > WIDTH {
            let _ = write!(out, "\n{:indent$}{word}", "");
            column = indent + width;
        } else {
            if !out.is_empty() {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += width;
        }
    }
    out
}

/// The columns of a word, escape codes left out.
fn visible(word: &str) -> usize {
    let mut inside = false;
    let mut columns = 0;
    for c in word.chars() {
        match (inside, c) {
            (false, '\x1b') => inside = true,
            (true, 'm') => inside = false,
            (false, _) => columns += 1,
            (true, _) => {}
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_at_the_width() {
        let text = wrap(&"word ".repeat(40), 4, 4);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        assert_eq!(one_line(&text), "word ".repeat(40).trim());
    }

    #[test]
    fn escape_codes_take_no_columns() {
        assert_eq!(visible("\x1b[36mTehran\x1b[0m,"), 7);
    }
}
