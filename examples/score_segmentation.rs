//! Measures tokens and sentences against a treebank: F1 of exact spans.
//!
//! `cargo run --release --example score_segmentation -- en_ewt-ud-dev.conllu[.gz]...`
//!
//! Documents are rebuilt from their `# text` lines: a blank line before each
//! paragraph, a space between sentences unless the treebank says there is none.
//! The words of a multiword token (`don't`: `do`, `n't`) count one by one. With
//! `--errors`, the places where the two differ are printed, most frequent first.

#![expect(clippy::print_stdout, reason = "a command that prints a table")]
#![expect(clippy::cast_precision_loss, reason = "counts of a treebank are small")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

use nutgraf::{Segmentation, analysis::segment};

use common::read;

type Spans = BTreeSet<(usize, usize)>;

/// A document of a treebank.
#[derive(Default)]
struct Document {
    text: String,
    tokens: Spans,
    sentences: Spans,
}

/// Spans of both sides, of the system, of the treebank.
#[derive(Default)]
struct Count {
    both: usize,
    system: usize,
    gold: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (options, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word.starts_with("--"));
    for path in paths {
        let documents = parse(&read(Path::new(&path))?);
        let mut counts = [Count::default(), Count::default()];
        let mut errors = BTreeMap::new();
        let mut out = Segmentation::default();
        let (mut bytes, mut seconds) = (0, 0.0);
        for document in &documents {
            let begin = Instant::now();
            segment(&document.text, &mut out);
            seconds += begin.elapsed().as_secs_f64();
            bytes += document.text.len();
            let tokens: Spans = out.tokens.iter().map(|span| (span.start as usize, span.end as usize)).collect();
            let sentences = sentence_spans(&out);
            counts[0].add(&tokens, &document.tokens);
            counts[1].add(&sentences, &document.sentences);
            note(&document.text, &tokens, &document.tokens, "token", &mut errors);
            note(&document.text, &sentences, &document.sentences, "sentence", &mut errors);
        }
        println!("{path}: {} documents, {:.0} MB/s", documents.len(), bytes as f64 / 1e6 / seconds);
        println!("  tokens     {}", counts[0].figures());
        println!("  sentences  {}", counts[1].figures());
        if options.iter().any(|option| option == "--errors") {
            print(errors);
        }
    }
    Ok(())
}

fn parse(conllu: &str) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let (mut is_new, mut is_paragraph, mut gap) = (true, false, "");
    let mut at = 0;
    let mut word_rest = 0;
    for line in conllu.lines() {
        if line.starts_with("# newdoc") {
            is_new = true;
        } else if line == "# newpar" || line.starts_with("# newpar ") {
            is_paragraph = true;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            if std::mem::take(&mut is_new) {
                documents.push(Document::default());
                (is_paragraph, gap) = (false, "");
            }
            let document = documents.last_mut().expect("one was pushed before the first text");
            document.text.push_str(if std::mem::take(&mut is_paragraph) { "\n\n" } else { gap });
            at = document.text.len();
            document.text.push_str(text);
            document.sentences.insert((at, document.text.len()));
            gap = " ";
        } else if line.starts_with(|first: char| first.is_ascii_digit()) {
            let columns: Vec<&str> = line.split('\t').collect();
            let (id, form) = (columns[0], columns[1]);
            if id.contains('.') {
                continue;
            }
            let is_glued = columns[9].split('|').any(|item| item == "SpaceAfter=No");
            if let Some((first, last)) = id.split_once('-') {
                word_rest = last.parse::<usize>().unwrap_or(0) + 1 - first.parse::<usize>().unwrap_or(0);
                gap = if is_glued { "" } else { " " };
                continue;
            }
            let document = documents.last_mut().expect("tokens stand behind a text");
            let rest = &document.text[at..];
            at += rest.len() - rest.trim_start().len();
            document.tokens.insert((at, at + form.len()));
            at += form.len();
            if word_rest > 0 {
                word_rest -= 1;
            } else {
                gap = if is_glued { "" } else { " " };
            }
        }
    }
    documents
}

fn sentence_spans(out: &Segmentation) -> Spans {
    let bounds = |range: std::ops::Range<usize>| {
        (out.tokens[range.start].start as usize, out.tokens[range.end - 1].end as usize)
    };
    out.sentences.iter().map(|sentence| bounds(sentence.tokens.range())).collect()
}

impl Count {
    fn add(&mut self, system: &Spans, gold: &Spans) {
        self.both += system.intersection(gold).count();
        self.system += system.len();
        self.gold += gold.len();
    }

    fn figures(&self) -> String {
        let (both, system, gold) = (self.both as f64, self.system as f64, self.gold as f64);
        format!(
            "P {:6.2}  R {:6.2}  F1 {:6.2}  ({}/{}/{})",
            100.0 * both / system,
            100.0 * both / gold,
            200.0 * both / (system + gold),
            self.both,
            self.system,
            self.gold
        )
    }
}

/// Counts the stretches in which the two sides differ.
fn note(text: &str, system: &Spans, gold: &Spans, what: &str, errors: &mut BTreeMap<String, usize>) {
    let extra: Vec<(usize, usize)> = system.difference(gold).copied().collect();
    for (start, end) in gold.difference(system).copied() {
        let parts: Vec<&str> =
            extra.iter().filter(|span| span.0 < end && start < span.1).map(|&(from, to)| &text[from..to]).collect();
        let entry = format!("{what}: gold {:?} system {parts:?}", &text[start..end]);
        *errors.entry(entry).or_insert(0) += 1;
    }
}

fn print(errors: BTreeMap<String, usize>) {
    let mut errors: Vec<(String, usize)> = errors.into_iter().collect();
    errors.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (error, count) in errors {
        println!("  {count:4} {error}");
    }
}
