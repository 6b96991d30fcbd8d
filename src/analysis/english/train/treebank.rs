//! Sentences to learn from, and the copies that make the model fit our
//! tokenizer: compounds as one token, upper case, headlines.

use std::collections::BTreeMap;

use super::Settings;
use super::random::Random;
use crate::analysis::UPOS;
use crate::analysis::conllu::{self, ConlluError};
use crate::analysis::english::names::TagNames;
use crate::analysis::english::word::{Word, is_hyphen};
use crate::analysis::english::{Tag, dictionary::Dictionary};
use crate::text::{AnnotatedToken, Article};

/// What there is to learn from.
pub(super) struct Treebank {
    pub(super) names: TagNames,
    pub(super) sentences: Vec<Sentence>,
}

/// A sentence with its right answers.
#[derive(Clone)]
pub(super) struct Sentence {
    pub(super) tokens: Vec<Token>,
}

/// A token with its right answers; `None` is not to be learned.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) form: String,
    pub(super) tag: Option<Tag>,
    pub(super) lemma: Option<String>,
    /// The index of its head in the sentence; the root has none.
    pub(super) head: Option<usize>,
    pub(super) relation: String,
    touches_next: bool,
}

impl Treebank {
    pub(super) fn read(texts: &[&str], settings: &Settings) -> Result<Self, ConlluError> {
        let mut articles = Vec::new();
        for text in texts {
            articles.extend(conllu::parse(text, "treebank")?);
        }
        let names = names(&articles, settings.fewest_tag_uses);
        let sentences = articles.iter().flat_map(|article| sentences(article, &names)).collect();
        Ok(Self { names, sentences })
    }

    /// The sentences, with compounds as one token too, and some in upper case and as headlines.
    pub(super) fn with_copies(&self, settings: &Settings) -> Vec<Sentence> {
        let mut random = Random::new(settings.seed);
        let mut sentences = self.sentences.clone();
        sentences.extend(self.merged_copies());
        for sentence in &self.sentences {
            if random.below(100) < settings.percent_upper {
                sentences.push(sentence.recased(str::to_uppercase));
            }
            if random.below(100) < settings.percent_title {
                sentences.push(sentence.recased(capitalised));
            }
        }
        sentences
    }

    /// The sentences that have a compound of several tokens, with it as one.
    pub(super) fn merged_copies(&self) -> impl Iterator<Item = Sentence> {
        self.sentences.iter().filter_map(Sentence::merged)
    }
}

impl Sentence {
    pub(super) fn words(&self, dictionary: &Dictionary) -> impl Iterator<Item = Word> {
        self.tokens.iter().map(|token| Word::new(&token.form, dictionary))
    }

    /// `15` `-` `year` as `15-year`, with the tag of the last part.
    fn merged(&self) -> Option<Self> {
        let mut tokens: Vec<Token> = Vec::with_capacity(self.tokens.len());
        for token in &self.tokens {
            match tokens.last_mut() {
                Some(last) if last.touches_next && last.joins(token) => {
                    last.form.push_str(&token.form);
                    (last.tag, last.lemma) = (token.tag, None);
                    last.touches_next = token.touches_next;
                }
                _ => tokens.push(token.clone()),
            }
        }
        (tokens.len() < self.tokens.len()).then_some(Self { tokens })
    }

    fn recased(&self, recase: impl Fn(&str) -> String) -> Self {
        let token = |token: &Token| Token { form: recase(&token.form), lemma: None, ..token.clone() };
        Self { tokens: self.tokens.iter().map(token).collect() }
    }
}

impl Token {
    /// Whether this token and the next, which touches it, are one to our tokenizer.
    fn joins(&self, next: &Self) -> bool {
        let is_part = |form: &str| form.starts_with(char::is_alphanumeric) && !form.contains('\'');
        let hyphen = |form: &str| form.chars().all(is_hyphen);
        let open = self.form.ends_with(is_hyphen) && self.form.chars().count() > 1;
        (is_part(&self.form) && hyphen(&next.form)) || (open && is_part(&next.form))
    }
}

fn capitalised(form: &str) -> String {
    let mut letters = form.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The joint tags that are frequent enough, the most frequent first.
fn names(articles: &[Article], fewest: u32) -> TagNames {
    let mut uses: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for token in articles.iter().flat_map(tokens) {
        if let (Some(upos), Some(xpos)) = (&token.upos, &token.xpos) {
            *uses.entry((upos, xpos)).or_default() += 1;
        }
    }
    let mut names: Vec<_> = uses.into_iter().filter(|&(_, uses)| uses >= fewest).collect();
    names.sort_by_key(|&(name, uses)| (std::cmp::Reverse(uses), name));
    let known = names.into_iter().filter_map(|((upos, xpos), _)| {
        let upos = UPOS.iter().find(|known| **known == upos)?;
        Some((*upos, xpos.into()))
    });
    TagNames::new(known.take(TagNames::MOST).collect())
}

fn tokens(article: &Article) -> impl Iterator<Item = &AnnotatedToken> {
    article.annotation.iter().flat_map(|annotation| &annotation.tokens)
}

fn sentences(article: &Article, names: &TagNames) -> Vec<Sentence> {
    let analysis = crate::analysis::Analysis::given(article);
    let sentence = |first: u32, tokens: &[AnnotatedToken]| {
        let token = |(index, token): (usize, &AnnotatedToken)| Token {
            form: token.span.slice(&article.text).to_owned(),
            tag: token.upos.as_deref().zip(token.xpos.as_deref()).and_then(|(upos, xpos)| names.find(upos, xpos)),
            lemma: token.lemma.clone(),
            head: token.head.map(|head| (head - first) as usize),
            relation: token.relation.clone().unwrap_or_default(),
            touches_next: tokens.get(index + 1).is_some_and(|next| next.span.start == token.span.end),
        };
        Sentence { tokens: tokens.iter().enumerate().map(token).collect() }
    };
    analysis
        .sentences
        .iter()
        .map(|given| sentence(given.tokens.start, &analysis.tokens[given.tokens.range()]))
        .collect()
}
