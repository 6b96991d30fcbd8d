//! Patterns made to be slow, over an article and one twice as long.
//!
//! `cargo bench --bench hostile`
//!
//! For each pattern of `hostile.txt` the fastest of several runs over each
//! length, and their ratio. All words stand in one sentence. A pattern whose
//! budget runs out is marked: its notice is what bounds it.

#![expect(clippy::print_stdout, reason = "a command that prints what it measures")]

use std::error::Error;
use std::time::Instant;

use nutgraf::{Article, Engine, Options, Pack};

const PATTERNS: &str = include_str!("hostile.txt");
const TOKENS: usize = 2_000;
const RUNS: usize = 9;

const RULES: &str = include_str!("hostile.toml");

fn main() -> Result<(), Box<dyn Error>> {
    println!("{:>10} {:>10} {:>6}  pattern", "once, ms", "twice, ms", "ratio");
    for line in PATTERNS.lines().filter(|line| !line.starts_with('#')) {
        let (word, pattern) = line.split_once('\t').ok_or("a word, a tab and a pattern")?;
        for every in ["", "match = \"all\"\n"] {
            let pack = Pack::from_toml("hostile", &format!("{RULES}{every}pattern = '''(a: {pattern})'''\n"));
            let engine = Engine::from_rules(pack.rules().clone(), Options::default());
            let (once, _) = fastest(&engine, word, TOKENS);
            let (twice, given_up) = fastest(&engine, word, 2 * TOKENS);
            let how = if every.is_empty() { "" } else { "all: " };
            let end = if given_up { " (given up with a notice)" } else { "" };
            let pattern: String = pattern.chars().take(60).collect();
            println!("{:>10.3} {:>10.3} {:>6.2}  {how}{pattern}{end}", once * 1e3, twice * 1e3, twice / once);
        }
    }
    Ok(())
}

/// The fastest run in seconds, and whether the rule was given up.
fn fastest(engine: &Engine, word: &str, tokens: usize) -> (f64, bool) {
    let article = Article::new("a", vec![word; tokens].join(" ") + " x z");
    let mut session = engine.session();
    let mut best = f64::INFINITY;
    let mut given_up = false;
    for _ in 0..RUNS {
        let start = Instant::now();
        let found = session.read(&article);
        best = best.min(start.elapsed().as_secs_f64());
        given_up = found.notices.iter().any(|notice| notice.code == "budget-steps");
    }
    (best, given_up)
}
