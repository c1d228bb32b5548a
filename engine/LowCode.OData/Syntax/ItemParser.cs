using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;

namespace LowCode.OData.Syntax;

/// <summary>Reads $select and $expand, with the options that stand in parentheses behind their items.</summary>
internal sealed class ItemParser(TokenReader tokens)
{
    private static readonly string[] Options =
        ["$filter", "$orderby", "$skip", "$top", "$count", "$levels", "$select", "$expand", "$search", "$compute", "$apply"];

    /// <summary>The items of a clause; none when it is blank.</summary>
    public static ImmutableArray<ItemNode> Parse(Clause clause)
    {
        if (string.IsNullOrWhiteSpace(clause.Text))
            return [];
        var tokens = new TokenReader(clause);
        var items = new ItemParser(tokens).Items();
        tokens.ExpectEnd();
        return items;
    }

    private ImmutableArray<ItemNode> Items()
    {
        var items = ImmutableArray.CreateBuilder<ItemNode>();
        do
            items.Add(Item());
        while (tokens.Take(','));
        return items.ToImmutable();
    }

    private ItemNode Item()
    {
        var start = tokens.Current.Position;
        var path = ImmutableArray.CreateBuilder<(int, string)>();
        var suffix = ItemSuffix.None;
        if (!tokens.Take('*'))
        {
            var name = tokens.ExpectName();
            path.Add((name.Position, name.Text));
        }
        while (suffix is ItemSuffix.None && tokens.Take('/'))
        {
            var step = tokens.ExpectName();
            suffix = step.Text switch { "$ref" => ItemSuffix.Reference, "$count" => ItemSuffix.Count, _ => ItemSuffix.None };
            if (suffix is not ItemSuffix.None)
                continue;
            if (path.Count == 0)
                throw tokens.Clause.Malformed(step.Position);
            path.Add((step.Position, step.Text));
        }
        return new ItemNode(start, path.ToImmutable(), suffix, tokens.Is('(') ? InParentheses() : ItemOptions.None);
    }

    private ItemOptions InParentheses()
    {
        tokens.Enter();
        tokens.Next();
        var options = ItemOptions.None;
        do
        {
            if (tokens.Current.Kind is TokenKind.Alias)
            {
                options = Assigned(options);
                continue;
            }
            var name = tokens.ExpectName();
            var option = "$" + name.Text.TrimStart('$').ToLowerInvariant();
            tokens.Expect('=');
            if (options.Given.ContainsKey(option))
                throw Refusal.BadRequest(ODataMessages.DuplicateOption, tokens.Clause.Option, ("option", option));
            options = Read(options, option, name) with { Given = options.Given.Add(option, name.Position) };
        }
        while (tokens.Take(';'));
        tokens.Expect(')');
        tokens.Leave();
        return options;
    }

    private ItemOptions Assigned(ItemOptions options)
    {
        var alias = tokens.Next();
        tokens.Expect('=');
        return options.Aliases.ContainsKey(alias.Text)
            ? throw Refusal.BadRequest(ODataMessages.DuplicateOption, tokens.Clause.Option, ("option", alias.Text))
            : options with { Aliases = options.Aliases.Add(alias.Text, new ExpressionParser(tokens).Expression()) };
    }

    private ItemOptions Read(ItemOptions options, string option, Token name)
    {
        switch (option)
        {
            case "$filter": return options with { Filter = new ExpressionParser(tokens).Expression() };
            case "$orderby": return options with { Order = OrderParser.Terms(tokens) };
            case "$select": return options with { Select = Items() };
            case "$expand": return options with { Expand = Items() };
            case "$skip": return options with { Skip = Number(option) };
            case "$top": return options with { Top = Number(option) };
            case "$count":
                var flag = tokens.Raw();
                return options with { Count = bool.TryParse(flag.Text, out var count) ? count : throw Wrong(option, flag.Text, ODataMessages.ExpectBoolean) };
            case "$levels":
                return options with { Levels = tokens.TakeWord("max") ? int.MaxValue : (int)Math.Min(Number(option), int.MaxValue) };
            case "$compute": return options with { Compute = new ApplyParser(tokens).Columns() };
            case "$search": return options with { Search = tokens.Raw() };
            case "$apply": throw tokens.Clause.NotSupported(option);
            default:
                throw Refusal.BadRequest(ODataMessages.UnknownOption, tokens.Clause.Option,
                    ("option", name.Text), ("suggestion", Suggestion.For(option, Options)));
        }
    }

    private long Number(string option)
    {
        var text = tokens.Raw().Text;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : throw Wrong(option, text, ODataMessages.ExpectNumber);
    }

    private Refusal Wrong(string option, string value, Message expected) => Refusal.BadRequest(
        ODataMessages.WrongOptionValue, tokens.Clause.Option, ("option", option), ("value", value), ("expected", new Phrase(expected)));
}
