//! Patterns made to be slow: the steps that they need grow with the text, not with its square.
//!
//! Nothing is timed. A rule is given up past its budget of steps, so the
//! smallest budget under which it is not tells how many it needs.

use super::read;
use crate::engine::{Budgets, Options};
use crate::text::Article;

/// The word that the text repeats before a last `x z`, and the pattern; the benchmark reads them too.
const HOSTILE: &str = include_str!("../../../benches/hostile.txt");

/// The rules that a pattern stands under.
const RULES: &str = include_str!("../../../benches/hostile.toml");

fn steps_needed(pattern: &str, word: &str, tokens: usize) -> u32 {
    let rules = format!("{RULES}pattern = '''(a: {pattern})'''\n");
    let article = Article::new("a", vec![word; tokens].join(" ") + " x z");
    let is_enough = |steps: u32| {
        let options = Options { budgets: Budgets { steps, ..Budgets::default() }, ..Options::default() };
        read(&rules, &article, options).notices.iter().all(|notice| notice.code != "budget-steps")
    };
    let (mut too_few, mut enough) = (0, 1);
    while !is_enough(enough) {
        (too_few, enough) = (enough, enough * 2);
    }
    while enough - too_few > 1 {
        let middle = too_few.midpoint(enough);
        *if is_enough(middle) { &mut enough } else { &mut too_few } = middle;
    }
    enough
}

#[test]
fn twice_the_text_needs_little_more_than_twice_the_steps() {
    for line in HOSTILE.lines().filter(|line| !line.starts_with('#')) {
        let (word, pattern) = line.split_once('\t').expect("a word and a pattern");
        let (once, twice) = (steps_needed(pattern, word, 400), steps_needed(pattern, word, 800));
        assert!(f64::from(twice) <= f64::from(once) * 2.3, "{pattern}: {once} steps, then {twice}");
    }
}
