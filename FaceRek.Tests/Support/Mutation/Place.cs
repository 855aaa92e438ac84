using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>
/// What can be switched between its original and a mutated copy: a whole body, so that queries inside stay expressions,
/// or the initialiser of a field or property.
/// </summary>
/// <param name="Number">Counts all places of the product.</param>
/// <param name="Node">Block, arrow or expression.</param>
/// <param name="Constant">The declaration that must become a field before it can be switched; null where there is none.</param>
internal sealed record Place(int Number, string Member, SyntaxNode Node, FieldDeclarationSyntax? Constant)
{
    public bool IsInitialiser => Node is ExpressionSyntax;

    public static IEnumerable<Place> In(SyntaxNode root, int first)
    {
        foreach (
            var node in root.DescendantNodes(node =>
                node
                    is not (
                        BlockSyntax
                        or ArrowExpressionClauseSyntax
                        or EqualsValueClauseSyntax
                        or AttributeListSyntax
                    )
            )
        )
        {
            var (body, constant) = node switch
            {
                BlockSyntax { Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax } block => (block, null),
                ArrowExpressionClauseSyntax
                {
                    Parent: BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or AccessorDeclarationSyntax
                } arrow => (arrow, null),
                EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } value => (value.Value, null),
                EqualsValueClauseSyntax
                {
                    Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field }
                } value => ((SyntaxNode)value.Value, field.Modifiers.Any(SyntaxKind.ConstKeyword) ? field : null),
                _ => (null, null),
            };
            if (body is not null)
            {
                yield return new Place(first++, MemberOf(node), body, constant);
            }
        }
    }

    /// <summary>The statement that an arrow stands for.</summary>
    public static string Statement(ArrowExpressionClauseSyntax arrow, string expression) =>
        arrow.Expression is ThrowExpressionSyntax || !Gives(arrow.Parent!) ? $"{expression};" : $"return {expression};";

    private static bool Gives(SyntaxNode member) =>
        member switch
        {
            MethodDeclarationSyntax method => !(
                method.ReturnType.ToString() is "void"
                || (
                    method.Modifiers.Any(SyntaxKind.AsyncKeyword)
                    && method.ReturnType.ToString() is "Task" or "ValueTask"
                )
            ),
            ConstructorDeclarationSyntax or DestructorDeclarationSyntax => false,
            AccessorDeclarationSyntax accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration),
            _ => true,
        };

    private static string MemberOf(SyntaxNode node)
    {
        var names = new List<string>();
        for (var at = node; at is not null; at = at.Parent)
        {
            var name = at switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                MethodDeclarationSyntax method => method.Identifier.Text,
                ConstructorDeclarationSyntax => "new",
                PropertyDeclarationSyntax property => property.Identifier.Text,
                IndexerDeclarationSyntax => "this[]",
                VariableDeclaratorSyntax field => field.Identifier.Text,
                OperatorDeclarationSyntax one => $"operator {one.OperatorToken.Text}",
                ConversionOperatorDeclarationSyntax one => $"operator {one.Type}",
                _ => null,
            };
            if (name is not null)
            {
                names.Insert(0, name);
            }
        }
        return string.Join('.', names);
    }
}
