//! Tokens with text of their own: words, regexes, tags, numbers, quantifiers.

use super::super::grammar::{Pair, Rule, place};
use super::super::mistake::{self, MAX_COUNT, TAGS};
use super::super::{Atom, Name, Place, Value, regex};
use super::{Built, is_typographic_dash, parts};

/// A test that a token can be asked by itself.
pub(super) fn atom(pair: Pair) -> Built<Atom> {
    match pair.as_rule() {
        Rule::lemma => Ok(Atom::Lemma(lemma(pair)?)),
        Rule::tag => Ok(Atom::Pos(tag(pair)?)),
        Rule::word => Ok(Atom::Word(quoted(pair)?)),
        Rule::exact => Ok(Atom::Exact(quoted(pair)?)),
        Rule::regex => {
            let (source, ignore_case) = regex_source(pair)?;
            Ok(Atom::Regex { source, ignore_case })
        }
        rule => unreachable!("the grammar has no atom {rule:?}"),
    }
}

/// The value of a comparison.
pub(super) fn value(pair: Pair) -> Built<Value> {
    match pair.as_rule() {
        Rule::word => Ok(Value::Word(quoted(pair)?)),
        Rule::exact => Ok(Value::Exact(quoted(pair)?)),
        Rule::bare_value => Ok(Value::Word(pair.as_str().to_owned())),
        Rule::number => Ok(Value::Number(pair.as_str().replace(is_typographic_dash, "-"))),
        Rule::regex => {
            let (source, ignore_case) = regex_source(pair)?;
            Ok(Value::Regex { source, ignore_case })
        }
        rule => unreachable!("the grammar has no value {rule:?}"),
    }
}

/// Text between quotation marks, without its escapes.
pub(super) fn quoted(pair: Pair) -> Built<String> {
    let whole = place(&pair);
    let inner = pair.into_inner().nth(1).expect("quoted text stands between two marks");
    let text = inner.as_str();
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        if character != '\\' {
            plain.push(character);
            continue;
        }
        let (_, escaped) = characters.next().expect("the grammar wants a character after a backslash");
        if !is_escapable(escaped) {
            let start = place(&inner).start + at as u32;
            let here = Place { start, end: start + 1 + escaped.len_utf8() as u32 };
            return Err(mistake::unknown_escape(here, escaped));
        }
        plain.push(escaped);
    }
    if plain.trim().is_empty() {
        return Err(mistake::empty(
            whole,
            "there is no word between these quotation marks",
            "for any one token write `_`",
        ));
    }
    Ok(plain)
}

/// What a backslash may stand before.
fn is_escapable(character: char) -> bool {
    matches!(character, '\\' | '/' | '"' | '“' | '”' | '„' | '‟' | '\'' | '‘' | '’' | '‚' | '‛')
}

/// A regex with its slashes unescaped, and whether it ignores case.
pub(super) fn regex_source(pair: Pair) -> Built<(String, bool)> {
    let whole = place(&pair);
    let mut inner = pair.into_inner().skip(1);
    let body = inner.next().expect("the grammar wants a regex between slashes");
    let ignore_case = inner.any(|part| part.as_rule() == Rule::ignore_case);
    regex::check(body.as_str(), ignore_case, place(&body), whole)?;
    Ok((without_slash_escapes(body.as_str()), ignore_case))
}

/// `\/` as `/`; every other escape is the regex's own.
fn without_slash_escapes(body: &str) -> String {
    let mut source = String::with_capacity(body.len());
    let mut characters = body.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            source.push(character);
            continue;
        }
        let escaped = characters.next().expect("the grammar wants a character after a backslash");
        if escaped != '/' {
            source.push('\\');
        }
        source.push(escaped);
    }
    source
}

/// How often: fewest, most, whether greedy.
pub(super) struct Quantity {
    pub(super) min: u32,
    pub(super) max: Option<u32>,
    pub(super) greedy: bool,
    pub(super) place: Place,
}

/// `?`, `*`, `+`, `{2,5}`, and a lazy `?` behind.
pub(super) fn quantity(pair: Pair) -> Built<Quantity> {
    let whole = place(&pair);
    let mut inner = pair.into_inner();
    let kind = inner.next().expect("a quantifier has a kind");
    let (min, max) = match kind.as_rule() {
        Rule::optional => (0, Some(1)),
        Rule::star => (0, None),
        Rule::plus => (1, None),
        _ => bounds(kind)?,
    };
    Ok(Quantity { min, max, greedy: inner.next().is_none(), place: whole })
}

fn bounds(pair: Pair) -> Built<(u32, Option<u32>)> {
    let whole = place(&pair);
    let text = pair.as_str().to_owned();
    let (mut min, mut max, mut open) = (None, None, false);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::at_least => min = Some(count(&part)?),
            Rule::at_most => max = Some(count(&part)?),
            Rule::comma => open = true,
            _ => {}
        }
    }
    let least = min.unwrap_or(0);
    let most = if open { max } else { min };
    match most {
        Some(0) => Err(mistake::never(whole, &text)),
        Some(most) if most < least => Err(mistake::crossed_bounds(whole, least, most)),
        _ => Ok((least, most)),
    }
}

/// A number that is not past what can be asked for.
pub(super) fn count(pair: &Pair) -> Built<u32> {
    pair.as_str()
        .parse()
        .ok()
        .filter(|number| *number <= MAX_COUNT)
        .ok_or_else(|| mistake::too_many(place(pair), pair.as_str()))
}

fn lemma(pair: Pair) -> Built<String> {
    let inner = pair.into_inner().nth(1).expect("the grammar wants a word after `~`");
    match inner.as_rule() {
        Rule::bare => Ok(inner.as_str().to_owned()),
        _ => quoted(inner),
    }
}

fn tag(pair: Pair) -> Built<String> {
    let whole = place(&pair);
    let tag = pair.into_inner().nth(1).expect("the grammar wants a tag after `#`");
    if TAGS.contains(&tag.as_str()) {
        return Ok(tag.as_str().to_owned());
    }
    Err(mistake::unknown_tag(whole, tag.as_str()))
}

/// A gap's most tokens.
pub(super) fn gap(pair: Pair) -> Built<u32> {
    /// What `...` stands for.
    const PLAIN_GAP: u32 = 10;
    let (whole, text) = (place(&pair), pair.as_str().to_owned());
    match parts(pair).find(|part| part.as_rule() == Rule::count) {
        None => Ok(PLAIN_GAP),
        Some(number) => match count(&number)? {
            0 => Err(mistake::never(whole, &text)),
            max => Ok(max),
        },
    }
}

/// A bare or quoted word of a `case` test.
pub(super) fn case_word(pair: Pair) -> Built<Name> {
    let whole = place(&pair);
    let text = match pair.as_rule() {
        Rule::bare => pair.as_str().to_owned(),
        _ => quoted(pair)?,
    };
    Ok(Name { text, place: whole })
}
