//! Scores the embedded English models on a gold CoNLL-U file, with its tokens,
//! and measures how fast they are. Tags, lemmas, heads and relations are all
//! predicted; UAS and LAS count punctuation, as the scorer of Universal
//! Dependencies does, and LAS once with subtypes of relations and once without.
//!
//! ```sh
//! cargo run --release --example score_english -- en_ewt-ud-dev.conllu.gz
//! ```
//!
//! A second argument `--errors` lists the most frequent confusions.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

mod common;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use nutgraf::Article;
use nutgraf::analysis::english::{English, ParseScratch, Parser, TagScratch};
use nutgraf::analysis::{Analysis, Predict, annotate, conllu};

use common::read;

fn main() -> Result<(), Box<dyn Error>> {
    let path: PathBuf = std::env::args_os().nth(1).ok_or("usage: score_english GOLD.conllu[.gz] [--errors]")?.into();
    let with_errors = std::env::args().nth(2).is_some_and(|argument| argument == "--errors");
    let started = Instant::now();
    let english = English::embedded();
    println!("tagger unpacked in {:?}", started.elapsed());
    let started = Instant::now();
    let parser = Parser::embedded();
    println!("parser unpacked in {:?}", started.elapsed());
    let articles = conllu::parse(&read(&path)?, "gold")?;
    let mut score = Score::default();
    for article in &articles {
        score.count(article, &annotate(article, &english, Some(&parser), Predict::All));
    }
    score.print();
    println!("tagged {:.2} M tokens/s", speed(&articles, &english));
    println!("parsed {:.3} M tokens/s", parse_speed(&articles, &english, &parser));
    if with_errors {
        score.print_errors();
    }
    Ok(())
}

#[derive(Default)]
struct Score {
    tokens: u32,
    upos: u32,
    xpos: u32,
    lemma: u32,
    lemma_any_case: u32,
    heads: u32,
    relations: u32,
    main_relations: u32,
    errors: BTreeMap<String, u32>,
}

impl Score {
    fn count(&mut self, article: &Article, system: &Analysis) {
        let gold = Analysis::given(article);
        for (gold, system) in gold.tokens.iter().zip(&system.tokens) {
            let form = gold.span.slice(&article.text);
            let lower = |lemma: &Option<String>| lemma.as_deref().map(str::to_lowercase);
            self.tokens += 1;
            self.upos += u32::from(gold.upos == system.upos);
            self.xpos += u32::from(gold.xpos == system.xpos);
            self.lemma += u32::from(gold.lemma == system.lemma);
            self.lemma_any_case += u32::from(lower(&gold.lemma) == lower(&system.lemma));
            let main =
                |relation: &Option<String>| relation.as_deref().map(|name| name.split(':').next().map(str::to_owned));
            let right_head = gold.head == system.head;
            self.heads += u32::from(right_head);
            self.relations += u32::from(right_head && gold.relation == system.relation);
            self.main_relations += u32::from(right_head && main(&gold.relation) == main(&system.relation));
            let mut error = |kind: &str, gold: &Option<String>, system: &Option<String>, form: &str| {
                if gold != system {
                    let (gold, system) = (gold.as_deref().unwrap_or("_"), system.as_deref().unwrap_or("_"));
                    *self.errors.entry(format!("{kind} {form} {gold} -> {system}")).or_default() += 1;
                }
            };
            error("upos", &gold.upos, &system.upos, "");
            if right_head {
                error("relation", &gold.relation, &system.relation, "");
            }
            if gold.upos == system.upos {
                error("lemma", &gold.lemma, &system.lemma, form);
            }
        }
    }

    fn print(&self) {
        let percent = |right: u32| 100.0 * f64::from(right) / f64::from(self.tokens.max(1));
        println!("{} tokens", self.tokens);
        println!("UPOS {:.2}  XPOS {:.2}", percent(self.upos), percent(self.xpos));
        println!("lemma {:.2}  in any case {:.2}", percent(self.lemma), percent(self.lemma_any_case));
        let (heads, relations, main) = (percent(self.heads), percent(self.relations), percent(self.main_relations));
        println!("UAS {heads:.2}  LAS {relations:.2}  without subtypes {main:.2}");
    }

    fn print_errors(&self) {
        let mut errors: Vec<_> = self.errors.iter().map(|(error, times)| (std::cmp::Reverse(times), error)).collect();
        errors.sort_unstable();
        errors.iter().take(60).for_each(|(times, error)| println!("{:5} {error}", times.0));
    }
}

/// Millions of tokens tagged a second on one core: the best of several rounds.
fn speed(articles: &[Article], english: &English) -> f64 {
    let sentences: Vec<Vec<&str>> = articles.iter().flat_map(forms).collect();
    let tokens: usize = sentences.iter().map(Vec::len).sum();
    let (mut scratch, mut tags) = (TagScratch::default(), Vec::new());
    let mut best = Duration::MAX;
    for _ in 0..20 {
        let started = Instant::now();
        for sentence in &sentences {
            english.tag(sentence, &mut scratch, &mut tags);
        }
        best = best.min(started.elapsed());
    }
    u32::try_from(tokens).map_or(0.0, f64::from) / best.as_secs_f64() / 1e6
}

/// The same for the parser, with the tags given.
fn parse_speed(articles: &[Article], english: &English, parser: &Parser) -> f64 {
    let sentences: Vec<Vec<&str>> = articles.iter().flat_map(forms).collect();
    let tokens: usize = sentences.iter().map(Vec::len).sum();
    let mut scratch = TagScratch::default();
    let tagged = sentences.iter().map(|forms| {
        let mut tags = Vec::new();
        english.tag(forms, &mut scratch, &mut tags);
        (forms, tags)
    });
    let tagged: Vec<_> = tagged.collect();
    let (mut scratch, mut parse) = (ParseScratch::default(), Vec::new());
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let started = Instant::now();
        for (forms, tags) in &tagged {
            parser.parse(english, forms, tags, &mut scratch, &mut parse);
        }
        best = best.min(started.elapsed());
    }
    u32::try_from(tokens).map_or(0.0, f64::from) / best.as_secs_f64() / 1e6
}

fn forms(article: &Article) -> Vec<Vec<&str>> {
    let analysis = Analysis::given(article);
    let form = |token: &nutgraf::AnnotatedToken| token.span.slice(&article.text);
    analysis.sentences.iter().map(|given| analysis.tokens[given.tokens.range()].iter().map(form).collect()).collect()
}
