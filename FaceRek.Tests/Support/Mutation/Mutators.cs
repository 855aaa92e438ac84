using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>The mutations of a place. Some do not compile; those are dropped after the build.</summary>
internal sealed class Mutators(string file, SemanticModel model)
{
    /// <summary>Text for people or logs, and what cannot matter.</summary>
    private static readonly HashSet<string> Words =
    [
        "nameof",
        "ConfigureAwait",
        "Because",
        "WithSummary",
        "WithDescription",
        "WithTags",
        "WithName",
        "Example",
        "Refuses",
        "Dispose",
        "DisposeAsync",
        "SuppressFinalize",
        "FailFast",
        "AsNoTracking",
        "AsSplitQuery",
        "AsSingleQuery",
        "EnsureCapacity",
        "GetHashCode",
    ];

    /// <summary>Calls whose likely confusion compiles as well.</summary>
    private static readonly Dictionary<string, string> Neighbours = new()
    {
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["ThenBy"] = "ThenByDescending",
        ["ThenByDescending"] = "ThenBy",
        ["First"] = "Last",
        ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault",
        ["LastOrDefault"] = "FirstOrDefault",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["MinBy"] = "MaxBy",
        ["MaxBy"] = "MinBy",
        ["Any"] = "All",
        ["All"] = "Any",
        ["Floor"] = "Ceiling",
        ["Ceiling"] = "Floor",
        ["Take"] = "Skip",
        ["Skip"] = "Take",
    };

    private static readonly Dictionary<SyntaxKind, string> Bounds = new()
    {
        [SyntaxKind.LessThanToken] = "<=",
        [SyntaxKind.LessThanEqualsToken] = "<",
        [SyntaxKind.GreaterThanToken] = ">=",
        [SyntaxKind.GreaterThanEqualsToken] = ">",
    };

    private static readonly Dictionary<SyntaxKind, string> Opposites = new()
    {
        [SyntaxKind.LessThanToken] = ">=",
        [SyntaxKind.LessThanEqualsToken] = ">",
        [SyntaxKind.GreaterThanToken] = "<=",
        [SyntaxKind.GreaterThanEqualsToken] = "<",
        [SyntaxKind.EqualsEqualsToken] = "!=",
        [SyntaxKind.ExclamationEqualsToken] = "==",
    };

    private static readonly Dictionary<SyntaxKind, string> Sums = new()
    {
        [SyntaxKind.PlusToken] = "-",
        [SyntaxKind.MinusToken] = "+",
        [SyntaxKind.AsteriskToken] = "/",
        [SyntaxKind.SlashToken] = "*",
        [SyntaxKind.PercentToken] = "*",
        [SyntaxKind.AmpersandToken] = "|",
        [SyntaxKind.BarToken] = "&",
        [SyntaxKind.PlusEqualsToken] = "-=",
        [SyntaxKind.MinusEqualsToken] = "+=",
        [SyntaxKind.AmpersandEqualsToken] = "|=",
        [SyntaxKind.BarEqualsToken] = "&=",
    };

    private readonly Dictionary<(string Member, string From, string To), int> counts = [];
    private readonly HashSet<(int Start, string From, string To)> known = [];

    public IEnumerable<Mutant> Of(Place place)
    {
        if (
            place.Member.EndsWith(".ToString", StringComparison.Ordinal)
            || place.Member.EndsWith(".GetHashCode", StringComparison.Ordinal)
        )
        {
            yield break;
        }
        foreach (var node in place.Node.DescendantNodesAndSelf(node => !IsWords(node)))
        {
            if (IsWords(node))
            {
                continue;
            }
            foreach (var (kind, at, to) in Changes(node))
            {
                var from = at.ToString();
                if (from == to || !known.Add((at.SpanStart, from, to)))
                {
                    continue;
                }
                var key = (place.Member, from, to);
                counts[key] = counts.GetValueOrDefault(key) + 1;
                var line = at.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return new Mutant(
                    place.Number,
                    file,
                    line,
                    place.Member,
                    kind,
                    from,
                    to,
                    counts[key],
                    at.SpanStart,
                    place.Constant is not null
                );
            }
        }
    }

    private static bool IsWords(SyntaxNode node) =>
        node is ThrowStatementSyntax or ThrowExpressionSyntax or AttributeListSyntax
        || (node is ArgumentListSyntax { Parent: InvocationExpressionSyntax call } && IsWords(NameOf(call)));

    private static bool IsWords(string call) =>
        Words.Contains(call)
        || call.StartsWith("Log", StringComparison.Ordinal)
        || call.StartsWith("ThrowIf", StringComparison.Ordinal);

    private static string NameOf(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
            MemberBindingExpressionSyntax member => member.Name.Identifier.Text,
            SimpleNameSyntax name => name.Identifier.Text,
            _ => "",
        };

    private IEnumerable<(string Kind, SyntaxNode At, string To)> Changes(SyntaxNode node) =>
        node switch
        {
            BinaryExpressionSyntax binary => OfBinary(binary),
            LiteralExpressionSyntax literal => OfLiteral(literal),
            RelationalPatternSyntax pattern when Bounds.TryGetValue(pattern.OperatorToken.Kind(), out var bound) =>
            [
                ("boundary", pattern, $"{bound} {pattern.Expression}"),
            ],
            IsPatternExpressionSyntax pattern
                when !pattern.DescendantNodes().OfType<VariableDesignationSyntax>().Any() =>
            [
                ("condition", pattern, $"!({pattern})"),
            ],
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not =>
            [
                ("condition", not, $"({not.Operand})"),
            ],
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus =>
            [
                ("arithmetic", minus, $"({minus.Operand})"),
            ],
            IfStatementSyntax choice => Negated(choice.Condition),
            ConditionalExpressionSyntax choice => Negated(choice.Condition),
            ReturnStatementSyntax { Expression: { } value } => OfReturn(value),
            ArrowExpressionClauseSyntax arrow => OfArrow(arrow),
            ExpressionStatementSyntax statement => OfStatement(statement),
            InvocationExpressionSyntax call => OfCall(call),
            ArgumentListSyntax arguments => OfArguments(arguments),
            MemberAccessExpressionSyntax member => OfEnum(member),
            AssignmentExpressionSyntax sum
                when Sums.TryGetValue(sum.OperatorToken.Kind(), out var other) && IsNumber(sum.Left) =>
            [
                ("arithmetic", sum, $"{sum.Left} {other} {sum.Right}"),
            ],
            _ => [],
        };

    private IEnumerable<(string, SyntaxNode, string)> OfBinary(BinaryExpressionSyntax binary)
    {
        var (left, right, kind) = (binary.Left.ToString(), binary.Right.ToString(), binary.OperatorToken.Kind());
        if (Bounds.TryGetValue(kind, out var bound))
        {
            yield return ("boundary", binary, $"{left} {bound} {right}");
        }
        if (Opposites.TryGetValue(kind, out var opposite))
        {
            yield return ("condition", binary, $"{left} {opposite} {right}");
        }
        if (kind is SyntaxKind.AmpersandAmpersandToken or SyntaxKind.BarBarToken)
        {
            yield return ("condition", binary, $"({left} {(kind == SyntaxKind.BarBarToken ? "&&" : "||")} {right})");
            yield return ("condition", binary, $"({left})");
            yield return ("condition", binary, $"({right})");
        }
        if (kind == SyntaxKind.QuestionQuestionToken && binary.Right is not ThrowExpressionSyntax)
        {
            yield return ("value", binary, $"({right})");
        }
        if (
            Sums.TryGetValue(kind, out var other)
            && model.GetTypeInfo(binary).Type?.SpecialType is not (SpecialType.System_String or null)
        )
        {
            yield return ("arithmetic", binary, $"({left} {other} {right})");
        }
    }

    private static IEnumerable<(string, SyntaxNode, string)> OfLiteral(LiteralExpressionSyntax literal)
    {
        switch (literal.Token.Value)
        {
            case true:
                yield return ("constant", literal, "false");
                break;
            case false:
                yield return ("constant", literal, "true");
                break;
            case int or long or uint or ulong or byte:
                var whole = Convert.ToDecimal(literal.Token.Value, CultureInfo.InvariantCulture);
                var suffix = literal.Token.Text.TrimStart("0123456789_".ToCharArray());
                if (
                    literal.Token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
                    || literal.Token.Text.StartsWith("0b", StringComparison.OrdinalIgnoreCase)
                )
                {
                    suffix = "";
                }
                yield return ("constant", literal, Written(whole + 1) + suffix);
                if (whole > 0)
                {
                    yield return ("constant", literal, Written(whole - 1) + suffix);
                }
                break;
            case float or double or decimal:
                var real = Convert.ToDouble(literal.Token.Value, CultureInfo.InvariantCulture);
                var mark = literal.Token.Value switch
                {
                    float => "f",
                    decimal => "m",
                    _ => "d",
                };
                foreach (var factor in real == 0 ? [] : new[] { 1.1, 0.9 })
                {
                    yield return (
                        "constant",
                        literal,
                        (real * factor).ToString("G6", CultureInfo.InvariantCulture) + mark
                    );
                }
                if (real == 0)
                {
                    yield return ("constant", literal, "0.1" + mark);
                }
                break;
        }
    }

    private static string Written(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>For conditions without a mutation of their own.</summary>
    private static IEnumerable<(string, SyntaxNode, string)> Negated(ExpressionSyntax condition) =>
        condition
            is BinaryExpressionSyntax
                {
                    RawKind: not ((int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression)
                }
                or PrefixUnaryExpressionSyntax
        || (
            condition is IsPatternExpressionSyntax
            && !condition.DescendantNodes().OfType<VariableDesignationSyntax>().Any()
        )
            ? []
            : [("condition", condition, $"!({condition})")];

    private IEnumerable<(string, SyntaxNode, string)> OfReturn(ExpressionSyntax value)
    {
        if (
            value
            is LiteralExpressionSyntax
                or RefExpressionSyntax
                or ThrowExpressionSyntax
                or CollectionExpressionSyntax { Elements.Count: 0 }
        )
        {
            yield break;
        }
        var type = model.GetTypeInfo(value).ConvertedType;
        if (type is null or IErrorTypeSymbol)
        {
            yield break;
        }
        if (type.SpecialType == SpecialType.System_Boolean)
        {
            if (
                value
                is InvocationExpressionSyntax
                    or AwaitExpressionSyntax
                    or IdentifierNameSyntax
                    or MemberAccessExpressionSyntax
            )
            {
                yield return ("return", value, $"!({value})");
            }
        }
        else if (IsNumber(type))
        {
            yield return ("return", value, $"({value}) + 1");
        }
        else if (
            type.NullableAnnotation == NullableAnnotation.Annotated
            || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        )
        {
            yield return ("return", value, "null");
        }
        else if (type.Name == "TimeSpan")
        {
            yield return ("return", value, "TimeSpan.Zero");
        }
        else if (
            type is IArrayTypeSymbol
            || type.Name is "List" or "IReadOnlyList" or "IReadOnlyCollection" or "IEnumerable"
        )
        {
            yield return ("return", value, "[]");
        }
    }

    private IEnumerable<(string, SyntaxNode, string)> OfArrow(ArrowExpressionClauseSyntax arrow) =>
        Place.Statement(arrow, "").StartsWith("return", StringComparison.Ordinal) ? OfReturn(arrow.Expression)
        : arrow.Expression is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax
        && !IsSilent(arrow.Expression)
            ? [("dropped", arrow.Expression, "_ = 0")]
        : [];

    private static IEnumerable<(string, SyntaxNode, string)> OfStatement(ExpressionStatementSyntax statement)
    {
        if (
            statement.Expression is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax
            && !IsSilent(statement.Expression)
        )
        {
            yield return ("dropped", statement, ";");
        }
        if (statement.Expression is PostfixUnaryExpressionSyntax step)
        {
            yield return (
                "arithmetic",
                step,
                $"{step.Operand}{(step.IsKind(SyntaxKind.PostIncrementExpression) ? "--" : "++")}"
            );
        }
    }

    private static bool IsSilent(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { } call
        && IsWords(NameOf(call));

    private IEnumerable<(string, SyntaxNode, string)> OfCall(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax member || IsWords(NameOf(call)))
        {
            yield break;
        }
        var name = NameOf(call);
        if (member.Name is IdentifierNameSyntax && Neighbours.TryGetValue(name, out var other))
        {
            yield return ("call", call, $"{member.Expression}.{other}{call.ArgumentList}");
        }
        if (model.GetSymbolInfo(member.Expression).Symbol is ITypeSymbol or INamespaceSymbol || name == "ToString")
        {
            yield break;
        }
        var (from, to) = (model.GetTypeInfo(member.Expression).Type, model.GetTypeInfo(call).Type);
        if (
            from is null or IErrorTypeSymbol
            || to is null or IErrorTypeSymbol
            || to.SpecialType is SpecialType.System_Object or SpecialType.System_Void
        )
        {
            yield break;
        }
        if (model.Compilation.ClassifyConversion(from, to) is { IsImplicit: true, IsUserDefined: false })
        {
            yield return ("dropped", call, member.Expression.ToString());
        }
    }

    private IEnumerable<(string, SyntaxNode, string)> OfArguments(ArgumentListSyntax list)
    {
        for (var i = 0; i + 1 < list.Arguments.Count; i++)
        {
            var (one, next) = (list.Arguments[i].Expression, list.Arguments[i + 1].Expression);
            var (type, other) = (model.GetTypeInfo(one).Type, model.GetTypeInfo(next).Type);
            if (
                type is null or IErrorTypeSymbol
                || !SymbolEqualityComparer.Default.Equals(type, other)
                || one.ToString() == next.ToString()
            )
            {
                continue;
            }
            if (
                one is LambdaExpressionSyntax or DeclarationExpressionSyntax
                || type.SpecialType == SpecialType.System_String
                    && one is LiteralExpressionSyntax
                    && next is LiteralExpressionSyntax
            )
            {
                continue;
            }
            var swapped = list.ReplaceNodes(
                [one, next],
                (node, _) => node == one ? next.WithTriviaFrom(one) : one.WithTriviaFrom(next)
            );
            yield return ("swapped", list, swapped.ToString());
        }
    }

    /// <summary>Our own enums: the next member instead.</summary>
    private IEnumerable<(string, SyntaxNode, string)> OfEnum(MemberAccessExpressionSyntax member)
    {
        if (
            model.GetSymbolInfo(member).Symbol
                is not IFieldSymbol { ContainingType: { TypeKind: TypeKind.Enum } type } field
            || !type.ContainingNamespace.ToString()!.StartsWith("FaceRek", StringComparison.Ordinal)
        )
        {
            yield break;
        }
        var members = type.GetMembers().OfType<IFieldSymbol>().Where(one => one.HasConstantValue).ToList();
        var next = members[(members.FindIndex(one => one.Name == field.Name) + 1) % members.Count];
        if (next.Name != field.Name)
        {
            yield return ("constant", member, $"{member.Expression}.{next.Name}");
        }
    }

    private bool IsNumber(ExpressionSyntax expression) =>
        model.GetTypeInfo(expression).Type is { } type
        && (
            IsNumber(type)
            || type.Name is "TimeSpan" or "Duration"
            || type.TypeKind == TypeKind.Enum
            || type.SpecialType == SpecialType.System_Boolean
        );

    private static bool IsNumber(ITypeSymbol type) =>
        type.SpecialType
            is SpecialType.System_Int32
                or SpecialType.System_Int64
                or SpecialType.System_Single
                or SpecialType.System_Double
                or SpecialType.System_Decimal;
}
