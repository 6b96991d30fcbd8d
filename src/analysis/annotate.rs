//! The whole analysis of an article at once: what `annotate` shows and what
//! is scored. The engine itself makes only the layers that its rules need.

use super::english::{English, ParseScratch, Parser, Tag, TagScratch};
use super::segment;
use crate::text::{AnnotatedToken, Article, Segmentation, Sentence, TokenSpan};

/// An article's tokens with all that is known of them, and its sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Analysis {
    /// The tokens in order of the text; a head is an index into this list.
    pub tokens: Vec<AnnotatedToken>,
    /// The sentences, ascending; together they hold every token once.
    pub sentences: Vec<Sentence>,
}

/// What is predicted for an article that came with an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Predict {
    /// What the annotation does not say.
    #[default]
    Missing,
    /// Every lemma and tag, and the parse if there is a parser, whatever the
    /// annotation says: for scoring. Tokens and sentences stay.
    All,
}

/// Analyses an article: tokens and sentences are its annotation's where it has
/// one; lemmas, tags and, with a parser, heads and relations are predicted as
/// `predict` says.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use nutgraf::{Article, analysis::{annotate, Predict, english::English}};
///
/// let article = Article::new("a1", "The ministers met in Tehran.");
/// let analysis = annotate(&article, &English::embedded(), None, Predict::Missing);
/// let lemmas: Vec<_> = analysis.tokens.iter().filter_map(|token| token.lemma.as_deref()).collect();
/// assert_eq!(lemmas, ["the", "minister", "meet", "in", "Tehran", "."]);
/// # }
/// ```
pub fn annotate(article: &Article, english: &English, parser: Option<&Parser>, predict: Predict) -> Analysis {
    let mut analysis = Analysis::given(article);
    let mut scratch = TagScratch::default();
    let mut parse_scratch = ParseScratch::default();
    let mut tags = Vec::new();
    for sentence in &analysis.sentences {
        let tokens = &mut analysis.tokens[sentence.tokens.range()];
        if predict == Predict::All {
            tokens.iter_mut().for_each(|token| (token.lemma, token.upos, token.xpos) = (None, None, None));
        }
        let forms: Vec<&str> = tokens.iter().map(|token| token.span.slice(&article.text)).collect();
        english.tag(&forms, &mut scratch, &mut tags);
        for ((token, form), tag) in tokens.iter_mut().zip(&forms).zip(&mut tags) {
            *tag = complete(token, form, *tag, english);
        }
        let has_parse = tokens.iter().any(|token| token.relation.is_some());
        if let Some(parser) = parser.filter(|_| predict == Predict::All || !has_parse) {
            let mut parse = Vec::new();
            parser.parse(english, &forms, &tags, &mut parse_scratch, &mut parse);
            for (token, dependency) in tokens.iter_mut().zip(parse) {
                token.head = dependency.head.map(|head| sentence.tokens.start + head as u32);
                token.relation = Some(dependency.relation.to_owned());
            }
        }
    }
    analysis
}

/// Fills in what a token does not say, in keeping with what it does say; gives its tag.
fn complete(token: &mut AnnotatedToken, form: &str, predicted: Tag, english: &English) -> Tag {
    let tag = english.nearest_tag(token.upos.as_deref(), token.xpos.as_deref(), predicted);
    token.lemma.get_or_insert_with(|| english.lemma(form, tag));
    token.upos.get_or_insert_with(|| english.upos(tag).to_owned());
    token.xpos.get_or_insert_with(|| english.xpos(tag).to_owned());
    tag
}

impl Analysis {
    /// Only what the article says itself, or its tokens and sentences where it
    /// says nothing.
    pub fn given(article: &Article) -> Self {
        match &article.annotation {
            Some(annotation) => Self { tokens: annotation.tokens.clone(), sentences: given_sentences(article) },
            None => {
                let mut segmentation = Segmentation::default();
                segment(&article.text, &mut segmentation);
                let token = |span| AnnotatedToken { span, ..AnnotatedToken::default() };
                Self { tokens: segmentation.tokens.into_iter().map(token).collect(), sentences: segmentation.sentences }
            }
        }
    }
}

/// The sentences of an annotation. None stands in a headline: the format does
/// not say.
fn given_sentences(article: &Article) -> Vec<Sentence> {
    let Some(annotation) = &article.annotation else { return Vec::new() };
    let ends = annotation.sentences.iter().skip(1).map(|next| next.first_token);
    let ends = ends.chain([annotation.tokens.len() as u32]);
    let mut paragraphs = 0_u32;
    let mut sentences = Vec::with_capacity(annotation.sentences.len());
    for (given, end) in annotation.sentences.iter().zip(ends) {
        paragraphs += u32::from(given.starts_paragraph);
        sentences.push(Sentence {
            tokens: TokenSpan::new(given.first_token, end),
            paragraph: paragraphs.saturating_sub(1),
            title: false,
        });
    }
    sentences
}
