//! Rules over articles on one core: what loading costs, and how many megabytes a second go through.
//!
//! `cargo bench --bench speed -- RULES.toml CORPUS.jsonl [--starts]`
//!
//! Loading is parsing, checking and compiling. Reading is everything from the
//! text of an article to its facts as JSON lines; the corpus is in memory
//! before. With `--starts` the distinct (article, rule, first character) of all
//! evidence are counted, and by rule.

#![expect(clippy::print_stdout, reason = "a command that prints what it measures")]
#![expect(clippy::cast_precision_loss, reason = "a corpus is small enough to count in floating point")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::time::Instant;

use nutgraf::writer::{CharOffsets, write_fact};
use nutgraf::{Article, Engine, Options, Pack};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [rules, corpus, ..] = arguments.as_slice() else {
        println!("usage: cargo bench --bench speed -- RULES.toml CORPUS.jsonl [--starts]");
        return Ok(());
    };
    let articles = read(corpus)?;
    let megabytes = articles.iter().map(|article| article.text.len()).sum::<usize>() as f64 / 1e6;
    let start = Instant::now();
    let pack = Pack::load(rules)?;
    let parsed = start.elapsed().as_secs_f64();
    let engine = Engine::from_rules(pack.rules().clone(), Options::default());
    let loaded = start.elapsed().as_secs_f64();
    println!("{} rules: parsed and checked in {parsed:.3} s, ready in {loaded:.3} s", pack.rules().rules.len());
    let (mut session, mut out, mut facts, mut bytes) = (engine.session(), Vec::new(), 0, 0);
    let mut starts: BTreeMap<String, usize> = BTreeMap::new();
    let count_starts = arguments.iter().any(|argument| argument == "--starts");
    let start = Instant::now();
    for article in &articles {
        let found = session.extract(article);
        let offsets = CharOffsets::new(&article.text);
        out.clear();
        found.iter().for_each(|fact| write_fact(&mut out, &article.id, fact, &offsets));
        bytes += out.len();
        facts += found.len();
        if count_starts {
            let evidence = found.iter().flat_map(|fact| &fact.evidence);
            let places: BTreeSet<_> = evidence.map(|told| (told.rule.clone(), told.span.start)).collect();
            places.into_iter().for_each(|(rule, _)| *starts.entry(rule.to_string()).or_default() += 1);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{megabytes:.1} MB in {seconds:.2} s: {:.1} MB/s, {facts} facts, {bytes} bytes out", megabytes / seconds);
    if count_starts {
        starts.iter().take(20).for_each(|(rule, count)| println!("{count:>8}  {rule}"));
        println!("{:>8}  starts in all", starts.values().sum::<usize>());
    }
    Ok(())
}

fn read(path: &str) -> Result<Vec<Article>, Box<dyn Error>> {
    let mut articles = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        articles.push(Article::new(text("id"), text("text")));
    }
    Ok(articles)
}
