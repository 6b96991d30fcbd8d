//! Regexes that must match the whole of a text.
//!
//! Most of those in rules are a few marks or words (`/[,:]/`, `/(its|their)/`):
//! these are looked up, and no automaton is built for them.

use std::sync::{LazyLock, Mutex};

use regex::Regex;
use regex_syntax::hir::{Hir, literal::Extractor};
use rustc_hash::FxHashMap;

/// The most texts that are looked up instead of matched.
const MAX_TEXTS: usize = 64;

/// How many regexes are remembered.
const REMEMBERED: usize = 512;

/// Regexes by source and whether case matters: tests compile the same rules again after
/// each save and for each mutant, and much of the time would go into their regexes.
static BUILT: LazyLock<Mutex<FxHashMap<(String, bool), WholeRegex>>> = LazyLock::new(Mutex::default);

/// A regex that must match the whole of a text, ready to be asked.
#[derive(Debug, Clone)]
pub(crate) enum WholeRegex {
    /// It matches these texts and no other; ascending.
    Texts(Box<[Box<str>]>),
    /// It matches more than can be listed.
    Regex(Regex),
}

impl WholeRegex {
    /// Compiles a regex, or gives the one that was compiled before.
    pub(crate) fn new(source: &str, ignore_case: bool) -> Result<Self, regex::Error> {
        let key = (source.to_owned(), ignore_case);
        let known = BUILT.lock().ok().and_then(|built| built.get(&key).cloned());
        if let Some(known) = known {
            return Ok(known);
        }
        let whole = Self::build(source, ignore_case)?;
        if let Ok(mut built) = BUILT.lock() {
            if built.len() >= REMEMBERED {
                built.clear();
            }
            built.insert(key, whole.clone());
        }
        Ok(whole)
    }

    fn build(source: &str, ignore_case: bool) -> Result<Self, regex::Error> {
        if let Some(texts) = parse(source, ignore_case).and_then(|hir| texts(&hir)) {
            return Ok(Self::Texts(texts));
        }
        // The flag stands in the text of the regex, so that regexes that print alike are alike.
        let flag = if ignore_case { "(?i)" } else { "" };
        let mut builder = regex::RegexBuilder::new(&format!("{flag}^(?:{source})$"));
        builder.size_limit(1 << 20).dfa_size_limit(1 << 20).build().map(Self::Regex)
    }

    /// Whether it matches the whole of a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Texts(texts) => texts.binary_search_by(|known| (**known).cmp(text)).is_ok(),
            Self::Regex(regex) => regex.is_match(text),
        }
    }
}

fn parse(source: &str, ignore_case: bool) -> Option<Hir> {
    regex_syntax::ParserBuilder::new().case_insensitive(ignore_case).build().parse(source).ok()
}

/// All texts that a regex matches, where these are few.
fn texts(hir: &Hir) -> Option<Box<[Box<str>]>> {
    // What looks around itself matches less than its letters tell.
    if !hir.properties().look_set().is_empty() {
        return None;
    }
    let found = Extractor::new().limit_class(MAX_TEXTS).limit_repeat(1).limit_total(MAX_TEXTS).extract(hir);
    if !found.is_exact() {
        return None;
    }
    let text =
        |literal: &regex_syntax::hir::literal::Literal| std::str::from_utf8(literal.as_bytes()).ok().map(Into::into);
    let mut texts: Vec<Box<str>> = found.literals()?.iter().map(text).collect::<Option<_>>()?;
    texts.sort_unstable();
    texts.dedup();
    Some(texts.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is looked up, and what is not, matches what the regex does.
    #[test]
    fn looked_up_or_matched_it_is_the_same() {
        let sources = [
            "[,:]",
            "['’]s?",
            "(its|his|her)",
            "(19|20)[0-9]",
            "a?",
            "",
            "x{3}",
            "(a|b){2}",
            r"\d",
            r"\d+",
            ".+ing",
            "a$",
            r"\bit\b",
            "(?i)us",
            "(?:a|ab)(?:c|bcd)",
            "Straße",
            "[^a]",
            "a{0}",
            "(|x)y",
            "[k]",
        ];
        let texts = [
            "", ",", ":", "'", "’s", "'s", "its", "his", "her", "it", "199", "20", "205", "a", "b", "xxx", "xx", "ab",
            "ba", "7", "٧", "77", "king", "IT", "Its", "us", "US", "ac", "abc", "abcd", "abbcd", "straße", "STRASSE",
            "y", "xy", "k", "K", "\u{212a}", "a\n",
        ];
        for source in sources {
            for ignore_case in [false, true] {
                let whole = WholeRegex::new(source, ignore_case).expect("it is sound");
                let flag = if ignore_case { "(?i)" } else { "" };
                let plain = Regex::new(&format!("{flag}^(?:{source})$")).expect("it is sound");
                for text in texts {
                    assert_eq!(whole.is_match(text), plain.is_match(text), "/{source}/ {ignore_case} {text:?}");
                }
            }
        }
    }

    #[test]
    fn marks_and_words_are_looked_up() {
        for source in ["[\"“”:;.]", "['’]s?", "(its|their)", "-"] {
            assert!(matches!(WholeRegex::new(source, false), Ok(WholeRegex::Texts(_))), "/{source}/");
        }
        assert!(matches!(WholeRegex::new(r"\d+", false), Ok(WholeRegex::Regex(_))));
    }
}
