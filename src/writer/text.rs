//! Facts as a person wants to read them: in 80 columns, the sentence beside them.

use std::fmt::Write as _;
use std::sync::Arc;

use super::sentences::Sentences;
use super::wrap::{harmless, one_line, wrap};
use crate::fact::{Extraction, Fact, Filler, Mention};
use crate::text::{Article, ByteSpan};

/// How text is set off on a terminal. Without colour all parts are empty.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub(super) heading: &'static str,
    pub(super) filler: &'static str,
    pub(super) quiet: &'static str,
    pub(super) reset: &'static str,
}

impl Style {
    /// Plain text.
    pub const PLAIN: Self = Self { heading: "", filler: "", quiet: "", reset: "" };
    /// With escape codes for a terminal.
    pub const COLOR: Self = Self { heading: "\x1b[1m", filler: "\x1b[36m", quiet: "\x1b[2m", reset: "\x1b[0m" };

    /// A text set off as a heading.
    pub fn heading(self, text: &str) -> String {
        format!("{}{text}{}", self.heading, self.reset)
    }

    /// A text that says less than what it stands beside.
    pub fn quiet(self, text: &str) -> String {
        format!("{}{text}{}", self.quiet, self.reset)
    }
}

/// The most characters of a sentence that are shown on each side of a match.
const AROUND: usize = 200;

/// What every fact is unless something says otherwise; it goes without saying.
const USUAL: [(&str, &str); 2] = [("modality", "asserted"), ("polarity", "positive")];

/// An article's facts (and mentions, if there are any), each fact with its sentence.
/// An article without any shows nothing.
///
/// ```
/// use nutgraf::{Article, Engine, Options, Pack, writer::{Style, show_article}};
///
/// let pack = Pack::from_toml("p", "[type.Hit]\nroles = { what = 'text' }\n[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = '(what: \"x\")'");
/// let article = Article::new("d", "It was an x. So it was.");
/// let found = Engine::from_rules(pack.rules().clone(), Options::default()).session().read(&article);
/// let mut out = String::new();
/// show_article(&mut out, &article, &found, Style::PLAIN);
/// assert_eq!(out, "# d\n\nHit\n  what  x\n\n  It was an x.\n  p/r (p.toml:4)\n\n");
/// ```
pub fn show_article(out: &mut String, article: &Article, extraction: &Extraction, style: Style) {
    if extraction.facts.is_empty() && extraction.mentions.is_empty() {
        return;
    }
    let Style { heading, quiet, reset, .. } = style;
    line(out, &format!("{heading}# {}{reset}\n", one_line(&harmless(&article.id))));
    let sentences = Sentences::of(article);
    for fact in &extraction.facts {
        out.push_str(&show_fact(fact, style));
        show_evidence(out, article, &sentences, fact, style);
    }
    for mention in &extraction.mentions {
        let shown = show_mention(mention, &article.text, style);
        line(out, &format!("{shown} {quiet}{}{reset}", mention.source));
    }
    if !extraction.mentions.is_empty() {
        out.push('\n');
    }
}

/// A fact without its place: its type, what is unusual of it, and its roles.
///
/// The same fact always gives the same text, wherever it stands.
///
/// ```
/// use nutgraf::{Fact, writer::{Style, show_fact}};
///
/// let pair = |name: &str, value: &str| (name.into(), value.into());
/// let attributes = vec![pair("kind", "talks"), pair("modality", "planned"), pair("polarity", "positive")];
/// let fact = Fact { type_name: "Meeting".into(), roles: vec![], attributes, evidence: vec![] };
/// assert_eq!(show_fact(&fact, Style::PLAIN), "Meeting  kind=talks, planned\n");
/// ```
pub fn show_fact(fact: &Fact, style: Style) -> String {
    let Style { heading, reset, .. } = style;
    let mut out = format!("{heading}{}{reset}", fact.type_name);
    let unusual = fact.attributes.iter().filter(|(name, value)| !USUAL.contains(&(name, value)));
    let unusual: Vec<String> = unusual.map(|(name, value)| show_attribute(name, &harmless(value))).collect();
    if !unusual.is_empty() {
        out.push_str("  ");
        out.push_str(&one_line(&unusual.join(", ")));
    }
    out.push('\n');
    let width = fact.roles.iter().map(|role| role.name.chars().count()).max().unwrap_or(0);
    for role in &fact.roles {
        let fillers: Vec<String> = role.fillers.iter().map(show_filler).collect();
        line(&mut out, &format!("  {:width$}  {}", role.name, wrap(&fillers.join(" · "), width + 4)));
    }
    out
}

/// Modality and polarity speak for themselves; other values need their name.
fn show_attribute(name: &str, value: &str) -> String {
    match name {
        "modality" | "polarity" => value.to_owned(),
        _ => format!("{name}={value}"),
    }
}

/// A value of a role, with the name or value that it stands for.
pub(super) fn show_filler(filler: &Filler) -> String {
    let text = one_line(&harmless(&filler.text));
    match filler.entity.as_deref().or(known_value(&filler.attributes)) {
        Some(other) if *other != *text => format!("{text} ({})", one_line(&harmless(other))),
        _ => text,
    }
}

/// A mention without its place: its type, its text, and the name or value of the thing where that is another.
pub fn show_mention(mention: &Mention, text: &str, style: Style) -> String {
    let Style { heading, reset, .. } = style;
    let text = one_line(&harmless(mention.span.slice(text)));
    let other = mention.entity.as_deref().or(known_value(&mention.attributes)).filter(|other| **other != *text);
    let other = other.map(|other| format!(" ({})", one_line(&harmless(other)))).unwrap_or_default();
    format!("{heading}@{}{reset} {text}{other}", mention.type_name)
}

/// What a filler or mention comes to. A date of which only the weekday or the month is
/// known (`XXXX-WXX-1`) tells a reader nothing that its words do not.
fn known_value(attributes: &[(Arc<str>, Arc<str>)]) -> Option<&str> {
    let value = attributes.iter().find(|(name, _)| &**name == "value").map(|(_, value)| &**value);
    value.filter(|value| !value.contains("XXXX"))
}

/// The sentence that tells a fact, and the rule that found it there.
pub(super) fn show_evidence(out: &mut String, article: &Article, sentences: &Sentences, fact: &Fact, style: Style) {
    let Some(evidence) = fact.evidence.first() else { return out.push('\n') };
    let Style { quiet, reset, .. } = style;
    let around = shorten(&article.text, sentences.around(evidence.span), evidence.span);
    let shown = set_off(&article.text, around, fact, style);
    line(out, &format!("\n  {}", wrap(&one_line(&shown), 2)));
    let more = match fact.evidence.len() {
        1 => String::new(),
        count => format!(", told {count} times"),
    };
    line(out, &format!("  {quiet}{} ({}){more}{reset}\n", evidence.rule, evidence.at));
}

/// The part of a sentence that is near enough to a match to be shown with it.
fn shorten(text: &str, sentence: ByteSpan, matched: ByteSpan) -> ByteSpan {
    let before = ByteSpan::new(sentence.start, matched.start).slice(text);
    let start = match before.char_indices().rev().nth(AROUND) {
        Some((far, _)) => before[far..].find(char::is_whitespace).map_or(before.len(), |blank| far + blank),
        None => 0,
    };
    let behind = ByteSpan::new(matched.end, sentence.end).slice(text);
    let end = match behind.char_indices().nth(AROUND) {
        Some((far, _)) => behind[..far].rfind(char::is_whitespace).unwrap_or(0),
        None => behind.len(),
    };
    ByteSpan::new(sentence.start + start as u32, matched.end + end as u32)
}

/// A stretch of text whose fillers are set off.
fn set_off(text: &str, stretch: ByteSpan, fact: &Fact, style: Style) -> String {
    let fillers = fact.roles.iter().flat_map(|role| &role.fillers);
    let places = fillers.flat_map(|filler| filler.also.iter().copied().chain([filler.span]));
    let mut places: Vec<ByteSpan> =
        places.filter(|place| stretch.start <= place.start && place.end <= stretch.end).collect();
    // Of fillers in one another the outer is set off, and the inner with it.
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut out = String::new();
    let mut at = stretch.start;
    for place in places {
        if place.start < at {
            continue;
        }
        out.push_str(&harmless(ByteSpan::new(at, place.start).slice(text)));
        out.push_str(&set_off_words(&harmless(place.slice(text)), style));
        at = place.end;
    }
    out.push_str(&harmless(ByteSpan::new(at, stretch.end).slice(text)));
    out
}

/// Each word by itself, so that a line break never falls inside the colour.
fn set_off_words(text: &str, style: Style) -> String {
    let words = text.split_whitespace().map(|word| format!("{}{word}{}", style.filler, style.reset));
    words.collect::<Vec<_>>().join(" ")
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a string takes all that is written");
}
