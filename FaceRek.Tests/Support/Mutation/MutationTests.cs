namespace FaceRek.Tests.Support.Mutation;

public sealed class MutationTests
{
    [Theory]
    [InlineData("bool M(int a, int b) => a < b;", "a < b -> a <= b", "a < b -> a >= b")]
    [InlineData("bool M(int a) => a is >= 5;", ">= 5 -> > 5", "5 -> 6", "5 -> 4", "a is >= 5 -> !(a is >= 5)")]
    [InlineData("bool M(bool a, bool b) => a && b;", "a && b -> (a || b)", "a && b -> (a)", "a && b -> (b)")]
    [InlineData("int M(int a, int b) => a - b;", "a - b -> (a + b)", "a - b -> (a - b) + 1")]
    [InlineData("string M(string a, string b) => a + b;")]
    [InlineData(
        "int M(string? a) { if (Is(a)) { return 2; } return 7; } static bool Is(string? a) => a is null;",
        "Is(a) -> !(Is(a))",
        "2 -> 3",
        "2 -> 1",
        "7 -> 8",
        "7 -> 6",
        "a is null -> !(a is null)"
    )]
    [InlineData(
        "bool M(int a) => Even(a); static bool Even(int a) => a % 2 == 0;",
        "Even(a) -> !(Even(a))",
        "a % 2 == 0 -> a % 2 != 0",
        "a % 2 -> (a * 2)",
        "2 -> 3",
        "2 -> 1",
        "0 -> 1"
    )]
    [InlineData("int? M(int? a) => a;", "a -> null")]
    [InlineData("List<int> M(List<int> a) => a;", "a -> []")]
    [InlineData("void M(List<int> a) { a.Clear(); }", "a.Clear(); -> ;")]
    [InlineData("void M(List<int> a) => a.Clear();", "a.Clear() -> _ = 0")]
    [InlineData(
        "IEnumerable<int> M(IEnumerable<int> a) { foreach (var b in a.Where(c => true)) { yield return b; } }",
        "a.Where(c => true) -> a",
        "true -> false"
    )]
    [InlineData("object M(List<int> a) => a.OrderBy(b => b);", "a.OrderBy(b => b) -> a.OrderByDescending(b => b)")]
    [InlineData(
        "void M(int a, int b, string c) { N(a, b, c); } static void N(int a, int b, string c) { }",
        "N(a, b, c); -> ;",
        "(a, b, c) -> (b, a, c)"
    )]
    [InlineData("object M() => Colour.Blue;", "Colour.Blue -> Colour.Red")]
    [InlineData("double M() => 0.5;", "0.5 -> 0.55d", "0.5 -> 0.45d")]
    [InlineData("private const int Most = 10;", "10 -> 11", "10 -> 9")]
    [InlineData("object M(string? a) => a ?? Name; private string Name { get; } = \"\";", "a ?? Name -> (Name)")]
    public void A_piece_of_code_can_be_wrong_in_these_ways(string members, params string[] changes) =>
        Assert.Equal(changes.Order(), new Snippet(members).Changes.Order());

    [Theory]
    [InlineData("void M(string a) { throw new InvalidOperationException($\"{a} {1 + 1}\"); }")]
    [InlineData("void M(int a) { LogSeen(a, 2); } static void LogSeen(int a, int b) { }")]
    [InlineData("[Obsolete(\"\", true)] void M() { }")]
    [InlineData("public override string ToString() => 1 < 2 ? \"a\" : \"b\";")]
    [InlineData("string M() => nameof(M);")]
    public void Words_and_what_cannot_matter_stay_as_they_are(string members) =>
        Assert.Empty(new Snippet(members).Changes);

    [Theory]
    [InlineData("void M(List<int> a) => a.Clear();")]
    [InlineData("async Task M() => await Task.Delay(5);")]
    [InlineData("Task M() => Task.Delay(5);")]
    [InlineData("async Task<int> M() => await Task.FromResult(5);")]
    [InlineData("bool M => 1 < 2;")]
    [InlineData("int M { get => 5; set => field = value + 1; }")]
    [InlineData("public Thing() => Number = 5; public int Number { get; }")]
    [InlineData("IEnumerable<int> M() { for (var i = 0; i < 3; i++) { yield return i; } }")]
    [InlineData("private const int Most = 10, Least = 1; int M() => Most - Least;")]
    [InlineData("static readonly int[] All = [1, 2]; int this[int i] => All[i + 1];")]
    [InlineData("int M(int a) { return Twice(a); int Twice(int b) => b * 2; }")]
    [InlineData("ref int M(int[] a) => ref a[1];")]
    [InlineData(
        "public static bool operator ==(Thing a, Thing b) => a.Equals(b); public static bool operator !=(Thing a, Thing b) => !(a == b);"
    )]
    public void Whatever_the_changes_are_the_original_beside_them_compiles(string members)
    {
        var snippet = new Snippet(members);
        Assert.NotEmpty(snippet.Mutants);
        Assert.Empty(Snippet.Errors(snippet.Switched()));
    }

    [Fact]
    public void An_error_is_told_of_the_change_it_lies_in()
    {
        var snippet = new Snippet("int M(int a) { int b; if (a > 0) { b = 1; } else { b = 2; } return b; }");
        var wrong = Snippet.Errors(snippet.Switched()).Select(error => error.In?.From).ToList();
        Assert.Equal(["b = 1;", "b = 2;"], wrong.Order());
    }

    [Fact]
    public void A_constant_becomes_a_field_only_where_it_is_changed()
    {
        var text = new Snippet("private const int Most = 10; private const string Name = \"n\";").Switched().Text;
        Assert.Contains(
            "private static readonly int Most = global::FaceRek.MutationSwitch.Is(0) ? (11) : global::FaceRek.MutationSwitch.Is(1) ? (9) : (10);",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("private const string Name = \"n\";", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_draws_the_same_whatever_else_there_is_and_on_whatever_lines()
    {
        const string members = "bool M(int a, int b) => a < b && a > 1; int N(int a) => a * 3 + 4;";
        var all = new Snippet(members).Mutants;
        var drawn = Mutant.Draw(all, 1).ConvertAll(mutant => mutant.Id);
        Assert.Equal(drawn.Count, drawn.Distinct().Count());
        Assert.Equal(drawn, Mutant.Draw(all.Reverse(), 1).Select(mutant => mutant.Id));
        Assert.Equal(
            drawn,
            Mutant.Draw(new Snippet($"// shifted\n\n{members}").Mutants, 1).Select(mutant => mutant.Id)
        );
        Assert.Equal(
            drawn,
            Mutant
                .Draw(new Snippet($"{members} bool O(int a) => a == 7;").Mutants, 1)
                .Select(mutant => mutant.Id)
                .Where(drawn.Contains)
        );
        Assert.NotEqual(drawn, Mutant.Draw(all, 2).Select(mutant => mutant.Id));
    }

    [Fact]
    public void What_was_judged_equivalent_is_still_there() =>
        Assert.All(
            Equivalents.All,
            one =>
            {
                Assert.Contains(
                    one.From,
                    File.ReadAllText(Path.Combine(Repository.Root, one.File)),
                    StringComparison.Ordinal
                );
                Assert.NotEmpty(one.Reason);
            }
        );
}
