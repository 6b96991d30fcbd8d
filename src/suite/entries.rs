//! The entries that lists have gained and lost from one state of packs to
//! another: a text that holds none of their words comes out as it did.

use std::collections::BTreeSet;

use crate::Article;
use crate::analysis::english::English;
use crate::analysis::{fold, tokenize_phrase};
use crate::engine::embedded_english;
use crate::pack::{ListDef, ListEntry, ListMatch};

/// The first words of entries that were gained, lost or changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangedEntries {
    words: BTreeSet<String>,
    /// Those of lists that are matched by lemma.
    lemmas: BTreeSet<String>,
}

/// The words of more entries than these are in most texts, so that looking for them saves nothing.
const MAX_ENTRIES: usize = 100;

impl ChangedEntries {
    /// Adds the entries between the first and the last in which two states of a list differ;
    /// false where these are too many.
    pub(super) fn add(&mut self, before: &ListDef, now: &ListDef) -> bool {
        let (old, new) = windows(&before.entries, &now.entries);
        if old.len() + new.len() > MAX_ENTRIES {
            return false;
        }
        let words = if now.matching == ListMatch::Lemma { &mut self.lemmas } else { &mut self.words };
        words.extend(old.iter().chain(new).filter_map(first_word));
        true
    }

    /// Whether an article may hold one of the entries.
    ///
    /// ```
    /// use nutgraf::{Article, Pack, suite};
    ///
    /// let pack = |words: &str| Pack::from_toml("p", &format!("[list.words]\nwords = [{words}]"));
    /// let (before, now) = (pack("'one'"), pack("'one', 'two'"));
    /// let entries = suite::touched(&before, &now).entries.expect("only an entry has changed");
    /// assert!(entries.may_stand_in(&Article::new("1", "Two came.")));
    /// assert!(!entries.may_stand_in(&Article::new("2", "One came.")));
    /// ```
    pub fn may_stand_in(&self, article: &Article) -> bool {
        // An annotated article has tokens and lemmas of its own.
        if article.annotation.is_some() {
            return true;
        }
        let english = if self.lemmas.is_empty() { None } else { embedded_english() };
        let tokens = tokenize_phrase(&article.text);
        tokens.iter().any(|span| self.may_begin_with(span.slice(&article.text), english.as_deref()))
    }

    fn may_begin_with(&self, token: &str, english: Option<&English>) -> bool {
        let folded = fold(token);
        // Those who work out values look up parts of a token too (`bn` in `3bn`).
        if self.words.iter().chain(&self.lemmas).any(|word| folded.contains(word.as_str())) {
            return true;
        }
        let is_changed = |lemma: &String| self.lemmas.contains(&fold(lemma));
        english.is_some_and(|english| english.possible_lemmas(token).iter().any(is_changed))
    }
}

/// What of two lists of entries is neither their common beginning nor their common end.
fn windows<'a>(old: &'a [ListEntry], new: &'a [ListEntry]) -> (&'a [ListEntry], &'a [ListEntry]) {
    let same = |(one, other): &(&ListEntry, &ListEntry)| one.text == other.text && one.values == other.values;
    let start = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    (&old[..old.len() - end], &new[..new.len() - end])
}

fn first_word(entry: &ListEntry) -> Option<String> {
    tokenize_phrase(&entry.text).first().map(|span| fold(span.slice(&entry.text)))
}

#[cfg(test)]
mod tests {
    use crate::suite::touched;
    use crate::{Article, Pack};

    /// Whether a text may come out otherwise after a list has changed; none where the entries do not tell.
    fn touches(before: &str, now: &str, text: &str) -> Option<bool> {
        let pack = |list: &str| {
            let pack = Pack::from_toml("p", &format!("[type.Hit]\n[list.words]\n{list}"));
            assert!(!pack.has_errors(), "{:?}", pack.diagnostics());
            pack
        };
        touched(&pack(before), &pack(now)).entries.map(|entries| entries.may_stand_in(&Article::new("a", text)))
    }

    #[test]
    fn an_entry_that_came_or_went_touches_the_texts_that_may_hold_it() {
        let (one, two) = ("words = ['ox', 'red hen']", "words = ['ox', 'red hen', 'cat']");
        for (before, now) in [(one, two), (two, one)] {
            assert_eq!(touches(before, now, "A Cat sat."), Some(true));
            assert_eq!(touches(before, now, "A 3cat thing, and concatenated."), Some(true));
            assert_eq!(touches(before, now, "An ox, a red hen."), Some(false));
        }
        assert_eq!(touches(one, "words = ['ox']", "The red barn"), Some(true));
        assert_eq!(touches(one, "words = ['red hen', 'ox']", "an ox"), Some(true));
        assert_eq!(touches(one, one, "an ox"), Some(false));
    }

    #[test]
    fn what_a_list_is_matched_by_decides() {
        let (one, two) = ("words = ['ox']\nmatch = 'lemma'", "words = ['ox', 'strike']\nmatch = 'lemma'");
        assert_eq!(touches(one, two, "They strike."), Some(true));
        #[cfg(feature = "english")]
        assert_eq!(touches(one, two, "They struck."), Some(true));
        assert_eq!(touches(one, two, "They slept."), Some(false));
    }

    #[test]
    fn a_list_that_is_another_touches_all_texts() {
        assert_eq!(touches("words = ['ox']", "words = ['ox']\ntype = 'Hit'", "x"), None);
        assert_eq!(touches("words = ['ox']", "words = ['ox']\nmatch = 'exact'", "x"), None);
        let many = (0..200).map(|number| format!("'w{number}'")).collect::<Vec<_>>().join(", ");
        assert_eq!(touches("words = ['ox']", &format!("words = ['ox', {many}]"), "x"), None);
    }

    #[test]
    fn a_list_that_values_are_compared_with_touches_all_texts() {
        let list = |words: &str| {
            let rule = "[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = '[lower in @words]'";
            Pack::from_toml("p", &format!("[type.Hit]\n[list.words]\nwords = [{words}]\n{rule}"))
        };
        assert_eq!(touched(&list("'a'"), &list("'a', 'b'")).entries, None);
    }
}
