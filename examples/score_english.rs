//! Scores the English model: `score_english GOLD.conllu[.gz]`
//!
//! Tags and lemmas are predicted on gold tokens; a word is right where its tag,
//! or its lemma in any case, is that of the gold.

#![expect(clippy::print_stdout, reason = "a command that prints what it measures")]
#![expect(clippy::cast_precision_loss, reason = "counts of a treebank are small")]
#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "treebanks are named in lower case")]

use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::time::Instant;

use nutgraf::analysis::{Predict, annotate, conllu, english::English};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: score_english GOLD.conllu[.gz]")?;
    let mut text = String::new();
    if path.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(File::open(&path)?).read_to_string(&mut text)?;
    } else {
        File::open(&path)?.read_to_string(&mut text)?;
    }
    let articles = conllu::parse(&text, "gold")?;
    let start = Instant::now();
    let english = English::embedded();
    println!("unpacked in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let (mut words, mut upos, mut xpos, mut lemma) = (0_u32, 0_u32, 0_u32, 0_u32);
    let wrong = std::env::args().any(|argument| argument == "--errors");
    for article in &articles {
        let Some(gold) = &article.annotation else { continue };
        for (gold, found) in gold.tokens.iter().zip(annotate(article, &english, Predict::All).tokens) {
            words += 1;
            upos += u32::from(gold.upos == found.upos);
            xpos += u32::from(gold.xpos == found.xpos);
            let folded = |lemma: &Option<String>| lemma.as_deref().unwrap_or_default().to_lowercase();
            lemma += u32::from(folded(&gold.lemma) == folded(&found.lemma));
            if wrong && folded(&gold.lemma) != folded(&found.lemma) {
                println!("{} {:?} {:?} {:?}", gold.span.slice(&article.text), gold.upos, gold.lemma, found.lemma);
            }
        }
    }
    let percent = |right: u32| 100.0 * f64::from(right) / f64::from(words);
    println!("{words} words: UPOS {:.2}, XPOS {:.2}, lemma {:.2}", percent(upos), percent(xpos), percent(lemma));
    println!("tagging alone: {:.0} k tokens/s", speed(&english, &articles) / 1e3);
    Ok(())
}

fn speed(english: &English, articles: &[nutgraf::Article]) -> f64 {
    let mut sentences: Vec<Vec<&str>> = Vec::new();
    for article in articles {
        let Some(annotation) = &article.annotation else { continue };
        let forms: Vec<&str> = annotation.tokens.iter().map(|token| token.span.slice(&article.text)).collect();
        let starts = annotation.sentences.iter().map(|sentence| sentence.first_token as usize);
        let ends = starts.clone().skip(1).chain([forms.len()]);
        sentences.extend(starts.zip(ends).map(|(start, end)| forms[start..end].to_vec()));
    }
    let (mut scratch, mut tags, mut tokens) = (nutgraf::analysis::english::TagScratch::default(), Vec::new(), 0);
    let start = Instant::now();
    for sentence in sentences.iter().cycle().take(sentences.len() * 5) {
        english.tag(sentence, &mut scratch, &mut tags);
        tokens += tags.len();
    }
    tokens as f64 / start.elapsed().as_secs_f64()
}
