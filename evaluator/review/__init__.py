"""Review files: what people say beside findings, when it lapses, what follows from it, and how reviewers agree."""
