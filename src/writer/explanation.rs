//! Explanations on paper: in 80 columns for people, as JSON for programs.

use std::fmt::Write as _;

use super::offsets::CharOffsets;
use super::text::Style;
use super::wrap::{WIDTH, columns as visible, harmless, wrap};
use crate::explain::{
    Attempt, Check, Explanation, Failure, Fate, How, Miss, PatternMiss, RolePath, SentenceView, Step, TokenView,
};
use crate::text::ByteSpan;

/// How wide a column of words may become before it pushes the rest on.
const COLUMN: usize = 24;

/// An explanation for reading: the tokens first, then what matched, or the nearest miss.
///
/// ```
/// use nutgraf::{Article, Pack, explain::Explainer, writer::{Style, show_explanation}};
///
/// let pack = Pack::from_toml("p", "[type.Hit]\n[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = '\"a\" \"b\"'");
/// let mut explainer = Explainer::new(pack.rules());
/// let rule = explainer.rule("r").expect("it stands above");
/// let shown = show_explanation(&explainer.explain(rule, &Article::new("d", "a c")), Style::PLAIN);
/// assert!(shown.contains("text is `c`; would pass: \"b\" in any case"), "{shown}");
/// ```
pub fn show_explanation(explanation: &Explanation, style: Style) -> String {
    let Style { heading, reset, .. } = style;
    let mut out = String::new();
    line(&mut out, &format!("{heading}{}{reset} tags {} ({})", explanation.rule, explanation.tags, explanation.at));
    indented(&mut out, &explanation.pattern, 2);
    for (role, path) in &explanation.paths {
        indented(&mut out, &format!("{role} = {path}"), 4);
    }
    for sentence in &explanation.sentences {
        out.push('\n');
        show_sentence(&mut out, sentence, style);
    }
    for attempt in &explanation.attempts {
        out.push('\n');
        show_attempt(&mut out, attempt, style);
    }
    if let Some(miss) = &explanation.miss {
        out.push('\n');
        out.push_str(&show_miss(miss, style));
    }
    out
}

/// The nearest miss alone, for reading.
///
/// ```
/// use nutgraf::{explain::Miss, writer::{Style, show_miss}};
///
/// let miss = Miss::NotRun { reason: "it needs a parse".into() };
/// assert_eq!(show_miss(&miss, Style::PLAIN), "Not run: it needs a parse\n");
/// ```
pub fn show_miss(miss: &Miss, style: Style) -> String {
    let Style { heading, reset, .. } = style;
    let mut out = String::new();
    match miss {
        Miss::Rejected(attempt) => show_attempt(&mut out, attempt, style),
        Miss::Pattern(miss) => show_pattern_miss(&mut out, miss, style),
        Miss::NotRun { reason } => indented_after(&mut out, &format!("{heading}Not run:{reset} {reason}"), 0),
        Miss::Nothing { begins_with } => {
            let begins_with = begins_with.join(", ");
            let text =
                format!("{heading}No match:{reset} nothing in the text is what it may begin with: {begins_with}");
            indented_after(&mut out, &text, 0);
        }
    }
    out
}

/// An explanation as one JSON object, with keys in a fixed order.
///
/// ```
/// use nutgraf::{Article, Pack, explain::Explainer, writer::{CharOffsets, explanation_json}};
///
/// let pack = Pack::from_toml("p", "[type.Hit]\n[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = '\"a\"'");
/// let mut explainer = Explainer::new(pack.rules());
/// let rule = explainer.rule("r").expect("it stands above");
/// let article = Article::new("d", "é a c");
/// let json = explanation_json(&explainer.explain(rule, &article), &CharOffsets::new(&article.text));
/// assert!(json.contains(r#""span":[2,3]"#), "{json}");
/// assert!(json.contains(r#""fate":{"kind":"mention","mention":"@Hit a"}"#), "{json}");
/// ```
pub fn explanation_json(explanation: &Explanation, offsets: &CharOffsets<'_>) -> String {
    let in_characters = |span: ByteSpan| {
        let (start, end) = offsets.span(span);
        ByteSpan::new(start, end)
    };
    serde_json::to_string(&explanation.with_places(in_characters))
        .expect("an explanation is text, numbers and lists of them")
}

fn show_sentence(out: &mut String, sentence: &SentenceView, style: Style) {
    let Style { heading, reset, .. } = style;
    line(out, &format!("{heading}Sentence {}{reset}", sentence.number));
    let width = |of: &dyn Fn(&TokenView) -> usize| sentence.tokens.iter().map(of).max().unwrap_or(0).min(COLUMN);
    let text = width(&|token| columns(&token.text));
    let lemma = width(&|token| token.lemma.as_deref().map_or(1, columns));
    for token in &sentence.tokens {
        let said = |field: &Option<String>| field.clone().unwrap_or_else(|| "_".to_owned());
        let mentions: Vec<String> = token.mentions.iter().map(|name| format!("@{name}")).collect();
        let all = token.flags.iter().map(|flag| (*flag).to_owned()).chain(mentions).collect::<Vec<_>>().join(" ");
        let head = format!(
            "{:>4}  {}  {}  {:<5}  {:<4}  ",
            token.number,
            pad(&token.text, text),
            pad(&said(&token.lemma), lemma),
            said(&token.pos),
            said(&token.xpos),
        );
        hang(out, &head, &all, columns(&head));
    }
    if !sentence.tree.is_empty() {
        out.push('\n');
        sentence.tree.iter().for_each(|drawn| line(out, &format!("  {}", harmless(drawn))));
    }
}

fn show_attempt(out: &mut String, attempt: &Attempt, style: Style) {
    let Style { heading, filler, reset, .. } = style;
    let title = if attempt.fate.is_success() { "Matched" } else { "Matched, but nothing came of it" };
    indented_after(out, &format!("{heading}{title}:{reset} {filler}{}{reset}", attempt.text), 2);
    show_steps(out, &attempt.steps, style);
    attempt.roles.iter().for_each(|role| show_role(out, role));
    match &attempt.fate {
        Fate::Fact { roles } => indented_after(out, &format!("  -> a fact: {}", roles.join("; ")), 5),
        Fate::Mention { mention } => indented_after(out, &format!("  -> a mention: {mention}"), 5),
        Fate::Unless { pattern, text } => {
            indented_after(out, &format!("  -> void: `unless` {pattern} matches `{text}`"), 5);
        }
        Fate::Where { reasons } => each(out, "`where`", reasons),
        Fate::Roles { reasons } => each(out, "roles", reasons),
        Fate::Overlap { reason } => indented_after(out, &format!("  -> overlap: {reason}"), 5),
        Fate::SaysLess { reason } => indented_after(out, &format!("  -> dropped: {reason}"), 5),
    }
    attempt.attributes.iter().for_each(|attribute| indented_after(out, &format!("     {attribute}"), 7));
}

fn each(out: &mut String, what: &str, reasons: &[String]) {
    reasons.iter().for_each(|reason| indented_after(out, &format!("  -> {what}: {reason}"), 5));
}

fn show_role(out: &mut String, role: &RolePath) {
    indented_after(out, &format!("  {} by {}", role.role, role.path), 6);
    role.found.iter().for_each(|way| indented_after(out, &format!("    {way}"), 6));
    if let Some(failed) = &role.failed {
        indented_after(out, &format!("    not found: {failed}"), 6);
    }
}

fn show_steps(out: &mut String, steps: &[Step], style: Style) {
    let Style { filler, quiet, reset, .. } = style;
    let width = |of: &dyn Fn(&Step) -> usize| steps.iter().map(of).max().unwrap_or(0).min(COLUMN);
    let roles = width(&|step| columns(&step.roles.join(" ")));
    let part = width(&|step| columns(&step.part));
    for step in steps {
        let lead = if roles == 0 { "  ".to_owned() } else { format!("  {}  ", pad(&step.roles.join(" "), roles)) };
        let head = format!("{lead}{}  ", pad(&step.part, part));
        let text = if step.text.is_empty() { String::new() } else { format!("{filler}{}{reset}", step.text) };
        hang(out, &head, &text, columns(&head).min(40));
        for by in &step.by {
            indented_after(out, &format!("{}{quiet}{by}{reset}", " ".repeat(columns(&lead) + 2)), columns(&lead) + 4);
        }
    }
}

fn show_pattern_miss(out: &mut String, miss: &PatternMiss, style: Style) {
    let Style { heading, filler, reset, .. } = style;
    let title = if miss.rest_matches { "One condition short" } else { "No match; the best attempt" };
    indented_after(out, &format!("{heading}{title}:{reset} {filler}{}{reset}", miss.text), 2);
    show_steps(out, &miss.steps, style);
    miss.failures.iter().for_each(|failure| show_failure(out, failure, style));
    if !miss.rest.is_empty() {
        line(out, "  the rest matches:");
        show_steps(out, &miss.rest, style);
    }
}

fn show_failure(out: &mut String, failure: &Failure, style: Style) {
    let Style { heading, reset, .. } = style;
    let place = match (failure.token, failure.how) {
        (None, _) => "at the end of the sentence".to_owned(),
        (Some(token), How::InTheWay) => format!("would pass, but `{}` (token {token}) stands in the way", failure.text),
        (Some(token), How::Absent) => format!("is absent before `{}` (token {token})", failure.text),
        (Some(token), How::Fails) => format!("on `{}` (token {token})", failure.text),
    };
    let roles = if failure.roles.is_empty() { String::new() } else { format!(" ({})", failure.roles.join(" ")) };
    indented_after(out, &format!("  {heading}failed:{reset} {}{roles} {place}", failure.part), 6);
    failure.checks.iter().for_each(|check| indented_after(out, &format!("    {}", show_check(check)), 6));
    failure.notes.iter().for_each(|note| indented_after(out, &format!("    {note}"), 6));
}

fn show_check(check: &Check) -> String {
    let is = check.is.as_ref().map_or_else(|| "is missing".to_owned(), |is| format!("is `{is}`"));
    format!("{} {is}; would pass: {}", check.attribute, check.passes)
}

fn columns(text: &str) -> usize {
    text.chars().count()
}

fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(columns(text));
    format!("{text}{}", " ".repeat(missing))
}

fn indented(out: &mut String, text: &str, indent: usize) {
    line(out, &format!("{:indent$}{}", "", wrap(&harmless_but_codes(text), indent)));
}

/// A text whose continuation is indented; it begins where its own blanks end.
fn indented_after(out: &mut String, text: &str, indent: usize) {
    let rest = text.trim_start_matches(' ');
    hang(out, &text[..text.len() - rest.len()], rest, indent);
}

/// A text behind a head that keeps its blanks; the lines that follow are indented.
fn hang(out: &mut String, head: &str, text: &str, indent: usize) {
    let head = harmless_but_codes(head);
    let start = columns(&head);
    let text = harmless_but_codes(text);
    // The first line is filled up to where the head ends, and what wraps goes under the indent.
    let (first, rest) = split_at_width(&text, WIDTH.saturating_sub(start));
    line(out, format!("{head}{first}").trim_end());
    if !rest.is_empty() {
        line(out, format!("{:indent$}{}", "", wrap(rest, indent)).trim_end());
    }
}

/// As many words as fit into a width, at least one, and the rest.
fn split_at_width(text: &str, width: usize) -> (&str, &str) {
    let mut end = 0;
    for (at, _) in text.match_indices(' ').chain([(text.len(), "")]) {
        if end > 0 && visible(&text[..at]) > width {
            return (&text[..end], text[end..].trim_start_matches(' '));
        }
        end = at;
    }
    (text, "")
}

/// Text of the article may not steer the terminal; the escape codes of the style may.
fn harmless_but_codes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\x1b') {
        out.push_str(&harmless(&rest[..at]));
        let known = ["\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[36m"].into_iter().find(|code| rest[at..].starts_with(code));
        out.push_str(known.unwrap_or("\u{fffd}"));
        rest = &rest[at + known.map_or(1, str::len)..];
    }
    out.push_str(&harmless(rest));
    out
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a string takes all that is written");
}
