//! Rules over articles on one core: what loading costs, and how many megabytes a second go through.
//!
//! `cargo bench --bench speed -- RULES.toml CORPUS.jsonl [--starts FOLDER]`
//!
//! Loading is parsing, checking and compiling. Reading is everything from the
//! text of an article to its facts as JSON lines; the corpus is in memory
//! before. With `--starts` nothing is timed: where the rules begin to match and
//! which tokens they saw are written to the folder, for `starts.py` to compare.

#![expect(clippy::print_stdout, reason = "a command that prints what it measures")]
#![expect(clippy::cast_precision_loss, reason = "a corpus is small enough to count in floating point")]

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use nutgraf::analysis::segment;
use nutgraf::writer::{CharOffsets, write_fact};
use nutgraf::{Article, ByteSpan, Engine, Options, Pack, Segmentation, TokenSpan};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [rules, corpus] => time(&load(rules)?, &read(corpus)?),
        [rules, corpus, "--starts", folder] => write_starts(&load(rules)?, &read(corpus)?, Path::new(folder))?,
        _ => println!("usage: cargo bench --bench speed -- RULES.toml CORPUS.jsonl [--starts FOLDER]"),
    }
    Ok(())
}

fn load(rules: &str) -> Result<Engine, Box<dyn Error>> {
    let start = Instant::now();
    let pack = Pack::load(rules)?;
    let parsed = start.elapsed().as_secs_f64();
    let engine = Engine::from_rules(pack.rules().clone(), Options::default());
    let ready = start.elapsed().as_secs_f64();
    println!("{} rules: parsed and checked in {parsed:.3} s, ready in {ready:.3} s", pack.rules().rules.len());
    Ok(engine)
}

fn time(engine: &Engine, articles: &[Article]) {
    let megabytes = articles.iter().map(|article| article.text.len()).sum::<usize>() as f64 / 1e6;
    let (mut session, mut out, mut facts, mut bytes) = (engine.session(), Vec::new(), 0, 0);
    let start = Instant::now();
    for article in articles {
        let found = session.extract(article);
        let offsets = CharOffsets::new(&article.text);
        out.clear();
        found.iter().for_each(|fact| write_fact(&mut out, &article.id, fact, &offsets));
        bytes += out.len();
        facts += found.len();
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{megabytes:.1} MB in {seconds:.2} s: {:.1} MB/s, {facts} facts, {bytes} bytes out", megabytes / seconds);
}

/// Writes `starts.tsv` (article, rule, first character) and `tokens.jsonl` (the
/// tokens of each sentence of an article, as characters from and to).
fn write_starts(engine: &Engine, articles: &[Article], folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let mut starts = BufWriter::new(File::create(folder.join("starts.tsv"))?);
    let mut tokens = BufWriter::new(File::create(folder.join("tokens.jsonl"))?);
    let mut session = engine.session();
    for article in articles {
        let offsets = CharOffsets::new(&article.text);
        let found = session.extract(article);
        let evidence = found.iter().flat_map(|fact| &fact.evidence);
        let places: BTreeSet<_> = evidence.map(|told| (told.span.start, &*told.rule)).collect();
        for (start, rule) in places {
            writeln!(starts, "{}\t{rule}\t{}", article.id, offsets.at(start))?;
        }
        let mut seen = Segmentation::default();
        segment(&article.text, &mut seen);
        let place = |token: &ByteSpan| [offsets.at(token.start), offsets.at(token.end)];
        let sentence = |tokens: TokenSpan| seen.tokens[tokens.range()].iter().map(place).collect::<Vec<_>>();
        let sentences: Vec<_> = seen.sentences.iter().map(|found| sentence(found.tokens)).collect();
        writeln!(tokens, "{}", serde_json::json!({ "id": article.id, "sentences": sentences }))?;
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
