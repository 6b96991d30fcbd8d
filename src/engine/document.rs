//! An article under work: its tokens as numbers, and the layers that are there so far.

use crate::analysis::english::{English, ParseScratch, Parser, Tag, TagScratch};
use crate::analysis::{self, QuoteSpan, UPOS, upos_number};
use crate::compile::{Layers, Program};
use crate::fact::Notice;
use crate::text::{Annotation, Article, ByteSpan, Segmentation, Sentence, TokenSpan};

use super::forms::{FormId, Forms};

/// Stands for a lemma or part of speech that is not known.
pub(crate) const MISSING: u32 = u32::MAX;

/// Stands for a part of speech that is not known.
pub(crate) const NO_POS: u8 = u8::MAX;

/// An article under work. Its memory is reused from article to article.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// Tokens and sentences.
    pub(crate) segmentation: Segmentation,
    /// By token: its form.
    pub(crate) forms: Vec<FormId>,
    /// By token: the number of its sentence.
    pub(crate) sentence_of: Vec<u32>,
    /// By sentence, in words of 64: the bits of its words and of the lemmas that they may have, as needs name them.
    sentence_bits: Vec<u64>,
    /// By token: its Universal part of speech.
    pub(crate) pos: Vec<u8>,
    /// By token: its treebank part of speech.
    pub(crate) xpos: Vec<Option<Box<str>>>,
    /// By token: the number of its lemma, or [`MISSING`].
    pub(crate) lemmas: Vec<u32>,
    /// By sentence: whether its tags and lemmas are there.
    tagged: Vec<bool>,
    /// By sentence: whether its tags were predicted.
    predicted: Vec<bool>,
    /// By token: its predicted tag.
    tags: Vec<Tag>,
    /// By token: its head in the article; the root of a sentence is its own head. Empty without a parse.
    pub(crate) heads: Vec<u32>,
    /// By token: the relation to its head.
    pub(crate) relations: Vec<Box<str>>,
    /// By sentence: whether its parse was predicted. Empty where none was.
    parsed: Vec<bool>,
    /// The quotations, once they were asked for.
    pub(crate) quotes: Vec<QuoteSpan>,
    /// By token: whether it stands in a quotation.
    pub(crate) quoted: Vec<bool>,
    scratch: TagScratch,
    new_tags: Vec<Tag>,
    parse_scratch: ParseScratch,
}

impl Document {
    /// Takes up an article: tokens, sentences, forms, and what it brings with it.
    pub(crate) fn load(
        &mut self,
        article: &Article,
        program: &Program,
        english: Option<&English>,
        forms: &mut Forms,
        token_budget: u32,
        notices: &mut Vec<Notice>,
    ) {
        match &article.annotation {
            Some(annotation) => self.take_segmentation(annotation),
            None => analysis::segment(&article.text, &mut self.segmentation),
        }
        self.cut_long_sentences(token_budget, notices);
        self.forms.clear();
        let tokens = &self.segmentation.tokens;
        self.forms.extend(tokens.iter().map(|span| forms.number(program, english, span.slice(&article.text))));
        self.sentence_of.clear();
        for (number, sentence) in self.segmentation.sentences.iter().enumerate() {
            self.sentence_of.extend((0..sentence.tokens.len()).map(|_| number as u32));
        }
        self.clear_layers(program.layers);
        if let Some(annotation) = &article.annotation {
            self.take_layers(annotation, program, forms);
        }
        self.note_bits(program, forms);
    }

    fn note_bits(&mut self, program: &Program, forms: &Forms) {
        let blocks = program.needs.blocks();
        self.sentence_bits.clear();
        self.sentence_bits.resize(blocks * self.segmentation.sentences.len(), 0);
        for (number, sentence) in self.segmentation.sentences.iter().enumerate() {
            let tokens = sentence.tokens.range();
            let words = self.forms[tokens.clone()].iter().flat_map(|&form| forms.need_bits(form)).copied();
            // An article that brings its lemmas may have others than its words suggest.
            let brought = self.lemmas.get(tokens).into_iter().flatten().filter(|&&lemma| lemma != MISSING);
            let lemmas = brought.filter_map(|&lemma| program.needs.bit(forms.lemma(lemma).symbol));
            let bits = &mut self.sentence_bits[number * blocks..][..blocks];
            words.chain(lemmas).for_each(|bit| bits[usize::from(bit / 64)] |= 1 << (bit % 64));
        }
    }

    /// The bits of a sentence, of which there are so many words of 64.
    pub(crate) fn sentence_bits(&self, sentence: u32, blocks: usize) -> &[u64] {
        &self.sentence_bits[sentence as usize * blocks..][..blocks]
    }

    /// The sentence of a number.
    pub(crate) fn sentence(&self, number: u32) -> &Sentence {
        &self.segmentation.sentences[number as usize]
    }

    /// Whether the article has a dependency parse.
    pub(crate) fn has_parse(&self) -> bool {
        !self.heads.is_empty()
    }

    /// The text from the first to the last of some tokens.
    pub(crate) fn span(&self, tokens: TokenSpan) -> ByteSpan {
        let first = self.segmentation.tokens[tokens.start as usize];
        let last = self.segmentation.tokens[tokens.end as usize - 1];
        first.join(last)
    }

    /// Tags a sentence and looks up its lemmas, if that was not done yet.
    pub(crate) fn tag(
        &mut self,
        article: &Article,
        program: &Program,
        english: &English,
        forms: &mut Forms,
        sentence: u32,
    ) {
        if std::mem::replace(&mut self.tagged[sentence as usize], true) {
            return;
        }
        self.predict(article, english, sentence);
        for token in self.sentence(sentence).tokens.range() {
            let tag = self.tags[token];
            if self.pos[token] == NO_POS {
                self.pos[token] = upos_number(english.upos(tag)).unwrap_or(NO_POS);
            }
            if self.xpos[token].is_none() && program.layers.xpos {
                self.xpos[token] = Some(english.xpos(tag).into());
            }
            if self.lemmas[token] == MISSING && program.layers.lemmas {
                self.lemmas[token] = forms.lemma_number(program, english, self.forms[token], tag);
            }
        }
    }

    /// Predicts the tags of a sentence, once for all who want them.
    fn predict(&mut self, article: &Article, english: &English, sentence: u32) {
        if std::mem::replace(&mut self.predicted[sentence as usize], true) {
            return;
        }
        let tokens = self.sentence(sentence).tokens.range();
        let texts = texts(&self.segmentation, article, tokens.clone());
        english.tag(&texts, &mut self.scratch, &mut self.new_tags);
        self.tags[tokens].copy_from_slice(&self.new_tags);
    }

    /// Parses a sentence, if the article brought no parse and it was not done yet.
    pub(crate) fn parse(&mut self, article: &Article, english: &English, parser: &Parser, sentence: u32) {
        if self.parsed.is_empty() {
            if self.has_parse() {
                return;
            }
            self.parsed.resize(self.segmentation.sentences.len(), false);
            self.heads.extend(0..self.forms.len() as u32);
            self.relations.resize(self.forms.len(), Box::default());
        }
        if std::mem::replace(&mut self.parsed[sentence as usize], true) {
            return;
        }
        self.predict(article, english, sentence);
        let tokens = self.sentence(sentence).tokens;
        let known_tag = |token: usize| self.known_tag(english, token, self.tags[token]);
        let tags: Vec<Tag> = tokens.range().map(known_tag).collect();
        let texts = texts(&self.segmentation, article, tokens.range());
        let mut parse = Vec::new();
        parser.parse(english, &texts, &tags, &mut self.parse_scratch, &mut parse);
        for (token, dependency) in tokens.range().zip(parse) {
            self.heads[token] = dependency.head.map_or(token as u32, |head| tokens.start + head as u32);
            self.relations[token] = dependency.relation.into();
        }
    }

    /// The tag that goes best with what the article says itself of a token.
    fn known_tag(&self, english: &English, token: usize, predicted: Tag) -> Tag {
        let upos = self.pos.get(token).and_then(|&number| UPOS.get(usize::from(number))).copied();
        let xpos = self.xpos.get(token).and_then(Option::as_deref);
        english.nearest_tag(upos, xpos, predicted)
    }

    /// Finds the quotations.
    pub(crate) fn quote(&mut self, text: &str) {
        self.quotes = analysis::find_quotes(text, &self.segmentation);
        self.quoted.clear();
        self.quoted.resize(self.forms.len(), false);
        for quote in &self.quotes {
            self.quoted[quote.inner.range()].fill(true);
        }
    }

    /// The name of a token's part of speech.
    pub(crate) fn pos_name(&self, token: u32) -> Option<&'static str> {
        UPOS.get(usize::from(self.pos[token as usize])).copied()
    }

    fn take_segmentation(&mut self, annotation: &Annotation) {
        self.segmentation.tokens.clear();
        self.segmentation.tokens.extend(annotation.tokens.iter().map(|token| token.span));
        self.segmentation.sentences.clear();
        let count = annotation.tokens.len() as u32;
        let mut paragraph = 0;
        for (number, sentence) in annotation.sentences.iter().enumerate() {
            let end = annotation.sentences.get(number + 1).map_or(count, |next| next.first_token);
            paragraph += u32::from(number > 0 && sentence.starts_paragraph);
            let tokens = TokenSpan::new(sentence.first_token, end);
            self.segmentation.sentences.push(Sentence { tokens, paragraph, title: false });
        }
    }

    fn cut_long_sentences(&mut self, budget: u32, notices: &mut Vec<Notice>) {
        let budget = budget.max(1);
        let sentences = &mut self.segmentation.sentences;
        let Some(longest) = sentences.iter().map(|sentence| sentence.tokens.len()).max() else { return };
        if longest <= budget {
            return;
        }
        let whole = std::mem::take(sentences);
        for sentence in whole {
            let mut start = sentence.tokens.start;
            while sentence.tokens.end - start > budget {
                sentences.push(Sentence { tokens: TokenSpan::new(start, start + budget), ..sentence });
                start += budget;
            }
            sentences.push(Sentence { tokens: TokenSpan::new(start, sentence.tokens.end), ..sentence });
        }
        let message = format!("a sentence of {longest} tokens was cut after every {budget}");
        notices.push(Notice { code: "budget-tokens", message });
    }

    fn clear_layers(&mut self, layers: Layers) {
        let count = self.forms.len();
        self.pos.clear();
        self.xpos.clear();
        self.lemmas.clear();
        if layers.tagging() {
            self.pos.resize(count, NO_POS);
            self.xpos.resize(count, None);
            self.lemmas.resize(count, MISSING);
        }
        for done in [&mut self.tagged, &mut self.predicted] {
            done.clear();
            done.resize(self.segmentation.sentences.len(), false);
        }
        self.tags.resize(count, Tag(0));
        self.heads.clear();
        self.relations.clear();
        self.parsed.clear();
        self.quotes.clear();
        self.quoted.clear();
    }

    fn take_layers(&mut self, annotation: &Annotation, program: &Program, forms: &mut Forms) {
        if program.layers.tagging() {
            for (token, given) in annotation.tokens.iter().enumerate() {
                self.pos[token] = given.upos.as_deref().and_then(upos_number).unwrap_or(NO_POS);
                self.xpos[token] = given.xpos.as_deref().map(Box::from);
                self.lemmas[token] = given.lemma.as_deref().map_or(MISSING, |lemma| forms.add_lemma(program, lemma));
            }
        }
        if program.layers.parse && annotation.tokens.iter().any(|token| token.relation.is_some()) {
            for (token, given) in annotation.tokens.iter().enumerate() {
                self.heads
                    .push(given.head.filter(|&head| (head as usize) < annotation.tokens.len()).unwrap_or(token as u32));
                self.relations.push(given.relation.as_deref().unwrap_or_default().into());
            }
        }
    }
}

/// The texts of some tokens.
fn texts<'a>(segmentation: &Segmentation, article: &'a Article, tokens: std::ops::Range<usize>) -> Vec<&'a str> {
    segmentation.tokens[tokens].iter().map(|span| span.slice(&article.text)).collect()
}
