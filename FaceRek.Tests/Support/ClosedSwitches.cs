using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FaceRek.Tests.Support;

/// <summary>A switch over a type whose cases are all known, and the cases that it does not name.</summary>
/// <param name="Place">The file and the member it stands in.</param>
/// <param name="Type">The enum or the closed record.</param>
internal sealed record ClosedSwitch(string Place, string Type, IReadOnlyList<string> Unnamed)
{
    public override string ToString() => $"{Place}: {Type} without {string.Join(", ", Unnamed)}";
}

/// <summary>
/// Finds the switches over enums of our own and over closed records: abstract, with a private constructor, their cases nested in them.
/// Of flags only the single ones are cases.
/// </summary>
internal static class ClosedSwitches
{
    public static IEnumerable<ClosedSwitch> In(SyntaxTree tree, SemanticModel model) =>
        from node in tree.GetRoot().DescendantNodes()
        let governing = Governing(node)
        where governing is not null
        let type = Bare(model.GetTypeInfo(governing).Type)
        let cases = CasesOf(type)
        where cases.Count > 0
        let named = Named(node, model)
        select new ClosedSwitch(
            $"{tree.FilePath} {MemberOf(node)}",
            type!.Name,
            [.. cases.Where(one => !named.Contains(one)).Select(one => one.Name)]
        );

    private static ExpressionSyntax? Governing(SyntaxNode node) =>
        node switch
        {
            SwitchExpressionSyntax expression => expression.GoverningExpression,
            SwitchStatementSyntax statement => statement.Expression,
            _ => null,
        };

    private static INamedTypeSymbol? Bare(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0] as INamedTypeSymbol
            : type as INamedTypeSymbol;

    private static IReadOnlyList<ISymbol> CasesOf(INamedTypeSymbol? type) =>
        type switch
        {
            { TypeKind: TypeKind.Enum, DeclaringSyntaxReferences.Length: > 0 } =>
            [
                .. type.GetMembers()
                    .OfType<IFieldSymbol>()
                    .Where(field => field.HasConstantValue && (!IsFlags(type) || IsSingle(field))),
            ],
            { IsAbstract: true } when IsClosed(type) =>
            [
                .. type.GetTypeMembers().Where(one => !one.IsAbstract && Derives(one, type)),
            ],
            _ => [],
        };

    private static bool IsFlags(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(FlagsAttribute));

    private static bool IsSingle(IFieldSymbol flag) =>
        BitOperations.PopCount(Convert.ToUInt64(flag.ConstantValue, CultureInfo.InvariantCulture)) == 1;

    private static bool IsClosed(INamedTypeSymbol type) =>
        type
            .InstanceConstructors.Where(one => !IsCopy(one, type))
            .All(one => one.DeclaredAccessibility == Accessibility.Private);

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor.Parameters is [var only] && SymbolEqualityComparer.Default.Equals(only.Type, type);

    private static bool Derives(INamedTypeSymbol one, INamedTypeSymbol from)
    {
        for (var type = one.BaseType; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, from))
            {
                return true;
            }
        }
        return false;
    }

    private static HashSet<ISymbol> Named(SyntaxNode node, SemanticModel model)
    {
        IEnumerable<SyntaxNode> patterns = node switch
        {
            SwitchExpressionSyntax expression => expression.Arms.Select(arm => arm.Pattern),
            SwitchStatementSyntax statement => statement.Sections.SelectMany(section => section.Labels),
            _ => [],
        };
        return patterns
            .SelectMany(pattern => pattern.DescendantNodesAndSelf())
            .Select(part => model.GetSymbolInfo(part).Symbol)
            .OfType<ISymbol>()
            .ToHashSet(SymbolEqualityComparer.Default);
    }

    private static string MemberOf(SyntaxNode node) =>
        node.Ancestors()
            .Select(ancestor =>
                ancestor switch
                {
                    MethodDeclarationSyntax method => method.Identifier.Text,
                    PropertyDeclarationSyntax property => property.Identifier.Text,
                    ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
                    LocalFunctionStatementSyntax function => function.Identifier.Text,
                    _ => null,
                }
            )
            .FirstOrDefault(name => name is not null)
        ?? "";
}
