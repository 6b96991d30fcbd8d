//! The surroundings of a mistake.

use pest::error::{Error, ErrorVariant};

use super::super::Place;
use super::super::grammar::{Pair, Rule, offset};

/// What is around the place where reading ended.
pub(super) struct Scene<'t> {
    /// What the text should have been.
    pub(super) rule: Rule,
    /// The whole text.
    pub(super) text: &'t str,
    /// The text before the place, without blanks and comments at its end.
    pub(super) before: &'t str,
    /// The token there; empty at the end of the text.
    pub(super) token: &'t str,
    /// Where it stands.
    pub(super) place: Place,
    /// What follows the token.
    pub(super) after: &'t str,
    /// The brackets that stand open there, outermost first.
    pub(super) open: Vec<(usize, char)>,
    /// What pest would have taken.
    pub(super) expected: Vec<Rule>,
}

impl<'t> Scene<'t> {
    pub(super) fn new(rule: Rule, text: &'t str, error: &Error<Rule>, marks: &[Pair]) -> Self {
        let given_up = offset(error);
        let at = past_blanks(text, given_up);
        let before = code_before(text, given_up, marks);
        // At the end of the text the mistake is behind the last token, not on a blank line below it.
        let at = if at == text.len() { before.len() } else { at };
        let token =
            if at < before.len() || past_blanks(text, at) < text.len() { token_at(text, at, marks) } else { "" };
        let end = at + token.len();
        let expected = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives.clone(),
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Self {
            rule,
            text,
            before,
            token,
            place: Place { start: at as u32, end: end as u32 },
            after: &text[end..],
            open: open_brackets(at, marks),
            expected,
        }
    }

    /// Whether the text ended where something was expected.
    pub(super) fn at_end(&self) -> bool {
        self.token.is_empty()
    }

    /// The first character of the token.
    pub(super) fn sign(&self) -> Option<char> {
        self.token.chars().next()
    }

    /// The character before the place, past blanks.
    pub(super) fn previous(&self) -> Option<char> {
        self.before.chars().next_back()
    }

    /// Whether the token touches what stands before it.
    pub(super) fn touches(&self) -> bool {
        self.before.len() == self.place.start as usize
    }

    /// The name or word that ends right before the place, past blanks.
    pub(super) fn word_before(&self) -> Option<(&'t str, Place)> {
        let start = self.before.char_indices().rev().take_while(|(_, character)| is_word(*character)).last()?.0;
        let place = Place { start: start as u32, end: self.before.len() as u32 };
        Some((&self.before[start..], place))
    }

    /// The innermost bracket that stands open.
    pub(super) fn innermost(&self) -> Option<(Place, char)> {
        let (at, bracket) = *self.open.last()?;
        Some((Place { start: at as u32, end: (at + bracket.len_utf8()) as u32 }, bracket))
    }

    /// Whether the place is inside square brackets.
    pub(super) fn in_condition(&self) -> bool {
        self.open.iter().any(|(_, bracket)| *bracket == '[')
    }

    /// Whether pest would have taken this token here.
    pub(super) fn expects(&self, rule: Rule) -> bool {
        self.expected.contains(&rule)
    }

    /// Whether the token is a word or a name.
    pub(super) fn is_word(&self) -> bool {
        self.sign().is_some_and(is_word)
    }

    /// The place of so many bytes right before the mistake, up to the end of its token.
    pub(super) fn place_with_before(&self, bytes: usize) -> Place {
        Place { start: (self.before.len() - bytes) as u32, ..self.place }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}

/// Where the next token begins, after blanks and comments.
fn past_blanks(text: &str, from: usize) -> usize {
    let mut rest = text[from..].trim_start();
    while rest.starts_with("//") {
        rest = rest.split_once('\n').map_or("", |(_, below)| below.trim_start());
    }
    text.len() - rest.len()
}

/// The text up to `at` without the blanks and comments at its end.
fn code_before<'t>(text: &'t str, at: usize, marks: &[Pair]) -> &'t str {
    let mut before = text[..at].trim_end();
    while let Some(comment) = last_comment(before, marks) {
        before = before[..comment].trim_end();
    }
    before
}

/// Where a comment begins on the last line, if there is one.
fn last_comment(text: &str, marks: &[Pair]) -> Option<usize> {
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let quoted = |at: usize| {
        let covers = |pair: &Pair| (pair.as_span().start()..pair.as_span().end()).contains(&at);
        marks.iter().any(covers)
    };
    text[line..].match_indices("//").map(|(at, _)| line + at).find(|at| !quoted(*at))
}

/// The token that begins at `at`: quoted text, a word, or one sign.
fn token_at<'t>(text: &'t str, at: usize, marks: &[Pair]) -> &'t str {
    if let Some(mark) = marks.iter().find(|pair| pair.as_span().start() == at) {
        return &text[at..mark.as_span().end()];
    }
    let rest = &text[at..];
    let word = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
    let sign = rest.chars().next().map_or(0, char::len_utf8);
    let is_negative_or_dash = rest.starts_with('-') && word == sign;
    if word > 0 && !is_negative_or_dash { &rest[..word] } else { &rest[..sign] }
}

/// The brackets that are opened before `at` and not closed there.
fn open_brackets(at: usize, marks: &[Pair]) -> Vec<(usize, char)> {
    let mut open = Vec::new();
    for pair in marks.iter().take_while(|pair| pair.as_span().start() < at) {
        match (pair.as_rule(), pair.as_str().chars().next()) {
            (Rule::opening, Some(bracket)) => open.push((pair.as_span().start(), bracket)),
            (Rule::closing, _) => drop(open.pop()),
            _ => {}
        }
    }
    open
}
