using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FaceRek.Tests.Support;

/// <summary>
/// Finds rows that are changed although the query that read them does not track them, so that the change would be lost
/// when the context saves, or removed, which fails where the context already has the row. Followed are locals, patterns, loops, parameters and the methods of the product that hand a
/// row on; what comes from anywhere else (a property, a foreign method) is not judged.
/// </summary>
internal sealed class UntrackedChanges
{
    private readonly IReadOnlyList<(SyntaxTree Tree, SemanticModel Model)> sources;
    private readonly Func<SyntaxNode, SemanticModel> modelOf;
    private readonly HashSet<INamedTypeSymbol> rows;
    private readonly HashSet<ISymbol> changing = new(SymbolEqualityComparer.Default);
    private readonly ILookup<string, InvocationExpressionSyntax> calls;

    /// <param name="isRow">Whether a type is that of a row.</param>
    public UntrackedChanges(
        IReadOnlyList<(SyntaxTree Tree, SemanticModel Model)> sources,
        Func<INamedTypeSymbol, bool> isRow
    )
    {
        this.sources = sources;
        var models = sources.ToDictionary(source => source.Tree, source => source.Model);
        modelOf = node => models[node.SyntaxTree];
        rows =
        [
            .. All<TypeDeclarationSyntax>()
                .Select(type => modelOf(type).GetDeclaredSymbol(type))
                .OfType<INamedTypeSymbol>()
                .Where(isRow),
        ];
        calls = All<InvocationExpressionSyntax>().ToLookup(NameOf);
        FindChangingMethods();
    }

    /// <summary>The number of rows that are changed where their query is known, tracked or not.</summary>
    public int Judged { get; private set; }

    /// <summary>One line for each change whose query does not track.</summary>
    public IReadOnlyList<string> Find()
    {
        var found = new List<string>();
        foreach (var (change, row) in Changes())
        {
            foreach (var query in QueriesBehind(row, []).Distinct())
            {
                Judged++;
                if (!IsTracked(query))
                {
                    found.Add($"{PlaceOf(change)} changes what {PlaceOf(query)} reads");
                }
            }
        }
        return [.. found.Distinct().Order(StringComparer.Ordinal)];
    }

    private IEnumerable<T> All<T>()
        where T : SyntaxNode => sources.SelectMany(source => source.Tree.GetRoot().DescendantNodes().OfType<T>());

    /// <summary>The methods of rows that change the row they are called on, directly or through another of them.</summary>
    private void FindChangingMethods()
    {
        var methods = All<MethodDeclarationSyntax>()
            .Select(method => (Node: method, Symbol: modelOf(method).GetDeclaredSymbol(method)))
            .Where(method => method.Symbol is { IsStatic: false } symbol && rows.Contains(symbol.ContainingType))
            .ToList();
        var size = -1;
        while (size != changing.Count)
        {
            size = changing.Count;
            foreach (var (node, symbol) in methods)
            {
                if (node.DescendantNodes().Any(inner => ChangesItself(inner, symbol!)))
                {
                    changing.Add(symbol!);
                }
            }
        }
    }

    private bool ChangesItself(SyntaxNode node, IMethodSymbol method) =>
        node switch
        {
            AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment => Targets(assignment)
                .Any(target =>
                    target is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
                    && modelOf(node).GetSymbolInfo(target).Symbol is IPropertySymbol or IFieldSymbol
                ),
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax } call => modelOf(call)
                .GetSymbolInfo(call)
                .Symbol
                is { } called
                && !SymbolEqualityComparer.Default.Equals(called, method)
                && changing.Contains(called.OriginalDefinition),
            _ => false,
        };

    /// <summary>Each place that changes a row, and the expression the row is known by there.</summary>
    private IEnumerable<(SyntaxNode Change, ExpressionSyntax Row)> Changes()
    {
        foreach (var assignment in All<AssignmentExpressionSyntax>())
        {
            if (assignment.Parent is InitializerExpressionSyntax)
            {
                continue;
            }
            foreach (var member in Targets(assignment).OfType<MemberAccessExpressionSyntax>())
            {
                if (IsRow(member.Expression) && modelOf(member).GetSymbolInfo(member).Symbol is IPropertySymbol)
                {
                    yield return (assignment, member.Expression);
                }
            }
        }
        foreach (var call in All<InvocationExpressionSyntax>())
        {
            if (modelOf(call).GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            {
                continue;
            }
            if (changing.Contains(method.OriginalDefinition) && ReceiverOf(call) is { } receiver)
            {
                yield return (call, receiver);
            }
            else if (method.Name is "Remove" or "RemoveRange" && method.ContainingType.Name is "DbSet" or "DbContext")
            {
                foreach (var argument in call.ArgumentList.Arguments)
                {
                    yield return (call, argument.Expression);
                }
            }
        }
    }

    /// <summary>The queries that an expression's row may have been read by.</summary>
    private IEnumerable<InvocationExpressionSyntax> QueriesBehind(ExpressionSyntax expression, HashSet<SyntaxNode> seen)
    {
        if (!seen.Add(expression))
        {
            return [];
        }
        return expression switch
        {
            ParenthesizedExpressionSyntax inner => QueriesBehind(inner.Expression, seen),
            AwaitExpressionSyntax awaited => QueriesBehind(awaited.Expression, seen),
            PostfixUnaryExpressionSyntax forgiven => QueriesBehind(forgiven.Operand, seen),
            CastExpressionSyntax cast => QueriesBehind(cast.Expression, seen),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => QueriesBehind(
                    either.Left,
                    seen
                )
                .Concat(QueriesBehind(either.Right, seen)),
            ConditionalExpressionSyntax either => QueriesBehind(either.WhenTrue, seen)
                .Concat(QueriesBehind(either.WhenFalse, seen)),
            ElementAccessExpressionSyntax element => QueriesBehind(element.Expression, seen),
            CollectionExpressionSyntax list => list.Elements.SelectMany(element =>
                element switch
                {
                    SpreadElementSyntax spread => QueriesBehind(spread.Expression, seen),
                    ExpressionElementSyntax one => QueriesBehind(one.Expression, seen),
                    _ => [],
                }
            ),
            IdentifierNameSyntax name when modelOf(name).GetSymbolInfo(name).Symbol is { } symbol => BehindSymbol(
                symbol,
                seen
            ),
            InvocationExpressionSyntax call => BehindCall(call, seen),
            _ => [],
        };
    }

    private IEnumerable<InvocationExpressionSyntax> BehindCall(
        InvocationExpressionSyntax call,
        HashSet<SyntaxNode> seen
    )
    {
        if (modelOf(call).GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            return [];
        }
        if (IsRead(call, method))
        {
            return [call];
        }
        if (IsOurs(method))
        {
            return Returned(method).SelectMany(returned => QueriesBehind(returned, seen));
        }
        // Of a foreign method on a row or a list of rows (ToList, Where, ConfigureAwait): what it is called on.
        return ReceiverOf(call) is { } receiver ? QueriesBehind(receiver, seen) : [];
    }

    private IEnumerable<InvocationExpressionSyntax> BehindSymbol(ISymbol symbol, HashSet<SyntaxNode> seen) =>
        symbol switch
        {
            ILocalSymbol local => Origins(local).SelectMany(origin => QueriesBehind(origin, seen)),
            IParameterSymbol
            {
                ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } method
            } parameter when IsOurs(method) => Arguments(method, parameter)
                .SelectMany(argument => QueriesBehind(argument, seen)),
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } lambda =>
                lambda.DeclaringSyntaxReferences.SelectMany(place =>
                    place.GetSyntax().FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
                    && ReceiverOf(call) is { } receiver
                        ? QueriesBehind(receiver, seen)
                        : []
                ),
            _ => [],
        };

    /// <summary>What a local variable is made of: its initialiser, what is assigned to it, its loop or its pattern.</summary>
    private IEnumerable<ExpressionSyntax> Origins(ILocalSymbol local)
    {
        foreach (var node in local.DeclaringSyntaxReferences.Select(place => place.GetSyntax()))
        {
            if (node is VariableDeclaratorSyntax { Initializer.Value: { } value })
            {
                yield return value;
            }
            else if (node is ForEachStatementSyntax loop)
            {
                yield return loop.Expression;
            }
            else if (node.FirstAncestorOrSelf<IsPatternExpressionSyntax>() is { } pattern)
            {
                yield return pattern.Expression;
            }
            else if (node.FirstAncestorOrSelf<SwitchExpressionSyntax>() is { } chosen)
            {
                yield return chosen.GoverningExpression;
            }
            var scope = node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
            foreach (var later in scope?.DescendantNodes().OfType<AssignmentExpressionSyntax>() ?? [])
            {
                if (
                    later.Left is IdentifierNameSyntax name
                    && SymbolEqualityComparer.Default.Equals(modelOf(name).GetSymbolInfo(name).Symbol, local)
                )
                {
                    yield return later.Right;
                }
            }
        }
    }

    private IEnumerable<ExpressionSyntax> Arguments(IMethodSymbol method, IParameterSymbol parameter) =>
        from call in calls[method.Name]
        where
            modelOf(call).GetSymbolInfo(call).Symbol is IMethodSymbol called
            && SymbolEqualityComparer.Default.Equals(
                (called.ReducedFrom ?? called).OriginalDefinition,
                method.OriginalDefinition
            )
        let isExtension = method.IsExtensionMethod
            && modelOf(call).GetSymbolInfo(call).Symbol is IMethodSymbol { ReducedFrom: not null }
        let argument = isExtension && parameter.Ordinal == 0
            ? ReceiverOf(call)
            : ArgumentOf(call, parameter, isExtension ? 1 : 0)
        where argument is not null
        select argument;

    private static ExpressionSyntax? ArgumentOf(InvocationExpressionSyntax call, IParameterSymbol parameter, int shift)
    {
        var arguments = call.ArgumentList.Arguments;
        return arguments.FirstOrDefault(one => one.NameColon?.Name.Identifier.Text == parameter.Name)?.Expression
            ?? arguments.ElementAtOrDefault(parameter.Ordinal - shift)?.Expression;
    }

    private static IEnumerable<ExpressionSyntax> Returned(IMethodSymbol method)
    {
        foreach (var node in method.OriginalDefinition.DeclaringSyntaxReferences.Select(place => place.GetSyntax()))
        {
            var arrow = node switch
            {
                MethodDeclarationSyntax declared => declared.ExpressionBody,
                LocalFunctionStatementSyntax local => local.ExpressionBody,
                _ => null,
            };
            if (arrow is not null)
            {
                yield return arrow.Expression;
            }
            foreach (var returned in node.DescendantNodes().OfType<ReturnStatementSyntax>())
            {
                if (returned.Expression is not null)
                {
                    yield return returned.Expression;
                }
            }
        }
    }

    /// <summary>A call that runs a query of rows: SingleAsync, ToListAsync, AsAsyncEnumerable and their like.</summary>
    private bool IsRead(InvocationExpressionSyntax call, IMethodSymbol method) =>
        ReceiverOf(call) is { } receiver
        && modelOf(receiver).GetTypeInfo(receiver).Type is INamedTypeSymbol query
        && IsQueryable(query)
        && query.TypeArguments.Any(row => row is INamedTypeSymbol type && rows.Contains(type))
        && !IsQueryable(method.ReturnType)
        && !IsOurs(method);

    /// <summary>Whether AsTracking stands in the chain of a query, or in a method of ours that begins or extends it.</summary>
    private bool IsTracked(ExpressionSyntax query)
    {
        for (ExpressionSyntax? link = query; link is not null; )
        {
            if (link is InvocationExpressionSyntax call)
            {
                if (NameOf(call) == "AsTracking")
                {
                    return true;
                }
                if (
                    modelOf(call).GetSymbolInfo(call).Symbol is IMethodSymbol method
                    && IsOurs(method)
                    && Returned(method).Any(IsTracked)
                )
                {
                    return true;
                }
                link = ReceiverOf(call);
            }
            else
            {
                link = link switch
                {
                    MemberAccessExpressionSyntax member => member.Expression,
                    ParenthesizedExpressionSyntax inner => inner.Expression,
                    IdentifierNameSyntax name
                        when modelOf(name).GetSymbolInfo(name).Symbol is ILocalSymbol local
                            && Origins(local).FirstOrDefault() is { } origin => origin,
                    _ => null,
                };
            }
        }
        return false;
    }

    private bool IsRow(ExpressionSyntax expression) =>
        modelOf(expression).GetTypeInfo(expression).Type is INamedTypeSymbol type && rows.Contains(type);

    private bool IsOurs(IMethodSymbol method) =>
        method.OriginalDefinition.DeclaringSyntaxReferences.Any(place =>
            sources.Any(source => source.Tree == place.SyntaxTree)
        );

    private static bool IsQueryable(ITypeSymbol? type) =>
        type is INamedTypeSymbol named
        && (named.Name == "IQueryable" || named.AllInterfaces.Any(one => one.Name == "IQueryable"));

    private static ExpressionSyntax? ReceiverOf(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Expression,
            MemberBindingExpressionSyntax
                when call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } maybe => maybe.Expression,
            _ => null,
        };

    private static IEnumerable<ExpressionSyntax> Targets(AssignmentExpressionSyntax assignment) =>
        assignment.Left is TupleExpressionSyntax several
            ? several.Arguments.Select(argument => argument.Expression)
            : [assignment.Left];

    private static string NameOf(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
            MemberBindingExpressionSyntax member => member.Name.Identifier.Text,
            SimpleNameSyntax name => name.Identifier.Text,
            _ => "",
        };

    private static string PlaceOf(SyntaxNode node) =>
        $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
