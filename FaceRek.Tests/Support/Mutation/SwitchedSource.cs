using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>A file of the product with its mutations behind switches, and which part of the new text belongs to which mutation.</summary>
internal sealed class SwitchedSource
{
    private const string Switch = "global::FaceRek.MutationSwitch";

    private readonly StringBuilder text = new();
    private readonly List<(int Start, int End, Mutant Mutant)> parts = [];

    /// <param name="numbered">The number that switches each mutation on.</param>
    public SwitchedSource(
        SyntaxNode root,
        IReadOnlyList<Place> places,
        ILookup<int, Mutant> byPlace,
        IReadOnlyDictionary<Mutant, int> numbered
    )
    {
        var source = root.ToFullString();
        var constants = places
            .Where(place => place.Constant is not null && byPlace[place.Number].Any())
            .Select(place => place.Constant!.Modifiers.First(token => token.Text == "const").Span)
            .Distinct();
        var pieces = places
            .Select(place => (Start: place.Node.SpanStart, End: EndOf(place), Place: (Place?)place))
            .Concat(constants.Select(span => (span.Start, span.End, (Place?)null)));
        var at = 0;
        foreach (var (start, end, place) in pieces.OrderBy(piece => piece.Start))
        {
            text.Append(source, at, start - at);
            at = end;
            if (place is null)
            {
                text.Append("static readonly");
            }
            else
            {
                Write(source, place, [.. byPlace[place.Number].OrderBy(mutant => numbered[mutant])], numbered);
            }
        }
        text.Append(source, at, source.Length - at);
    }

    public string Text => text.ToString();

    /// <summary>The mutation at the position; null in original code.</summary>
    public Mutant? At(int position) => parts.Find(part => part.Start <= position && position < part.End).Mutant;

    private void Write(string source, Place place, List<Mutant> mutants, IReadOnlyDictionary<Mutant, int> numbered)
    {
        if (place.IsInitialiser)
        {
            foreach (var mutant in mutants)
            {
                text.Append(Test(mutant, numbered)).Append(" ? (");
                Change(source, place.Node, mutant);
                text.Append(") : ");
            }
            text.Append(mutants.Count == 0 ? place.Node.ToString() : $"({place.Node})");
            return;
        }
        var isProperty = place.Node is ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax };
        text.Append(isProperty ? "{ get { " : "{ ").Append(Switch).Append(".Reach(").Append(place.Number).Append("); ");
        foreach (var mutant in mutants)
        {
            text.Append("if (").Append(Test(mutant, numbered)).Append(") ");
            if (place.Node is ArrowExpressionClauseSyntax changed)
            {
                var (before, after) = Around(changed);
                text.Append("{ ").Append(before);
                Change(source, changed.Expression, mutant);
                text.Append(after).Append(" }");
            }
            else
            {
                Change(source, place.Node, mutant);
            }
            text.Append(" else ");
        }
        text.Append(
            place.Node is ArrowExpressionClauseSyntax arrow
                ? $"{{ {Place.Statement(arrow, arrow.Expression.ToString())} }}"
                : place.Node.ToString()
        );
        text.Append(isProperty ? " } }" : " }");
    }

    private static (string Before, string After) Around(ArrowExpressionClauseSyntax arrow)
    {
        var whole = Place.Statement(arrow, "\0").Split('\0');
        return (whole[0], whole[1]);
    }

    private static string Test(Mutant mutant, IReadOnlyDictionary<Mutant, int> numbered) =>
        $"{Switch}.Is({numbered[mutant]})";

    private void Change(string source, SyntaxNode node, Mutant mutant)
    {
        var start = text.Length;
        text.Append(source, node.SpanStart, mutant.Start - node.SpanStart)
            .Append(mutant.To)
            .Append(source, mutant.Start + mutant.From.Length, node.Span.End - mutant.Start - mutant.From.Length);
        parts.Add((start, text.Length, mutant));
    }

    /// <summary>An arrow ends with the semicolon of its member.</summary>
    private static int EndOf(Place place) =>
        place.Node is ArrowExpressionClauseSyntax arrow ? arrow.Parent!.Span.End : place.Node.Span.End;
}
