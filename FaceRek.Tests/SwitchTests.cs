using FaceRek.Tests.Support;
using FaceRek.Tests.Support.Mutation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FaceRek.Tests;

/// <summary>
/// A switch names every case of an enum or of a closed outcome, so that a case that is added tomorrow is looked at in each of them.
/// Where a default is meant for all that may ever come, it is listed here with its reason.
/// </summary>
public sealed class SwitchTests
{
    private static readonly Dictionary<string, string> TrueDefaults = new(StringComparer.Ordinal)
    {
        ["FaceRek.Web/Pages/Organization/CheckIn/Pin.cshtml.cs Refusal CheckInOutcome"] =
            "What is about a face is no answer to a PIN, and throws.",
        ["FaceRek.Web/Pages/Organization/Billing/BillingAnswers.cs To BillingOutcome"] =
            "All that leads nowhere else is told on the page, in the words of Why, which names each.",
        ["FaceRek.Web/Pages/Organization/Billing/BillingAnswers.cs StatusOf BillingOutcome"] =
            "What is neither the caller's fault nor that of Stripe is a conflict with how things are.",
        ["FaceRek.Web/Pages/Organization/Settings/Delete.cshtml.cs Why BillingOutcome"] =
            "Whatever kept the subscription from ending: nothing was deleted, and it is worth another try.",
        ["FaceRek.Web/Pages/Organization/Shifts/ShiftText.cs Days WeekDays"] =
            "Any set of days is written day by day; two sets have a name.",
        ["FaceRek.Core/Attendance/Notifications/NotificationWriter.cs KindOf EmailKind"] =
            "The other kinds have writers of their own.",
        ["FaceRek.Web/SignIn/AccountEmailWriter.cs WriteAsync EmailKind"] =
            "The other kinds have writers of their own, and the sender asks each only for its own.",
    };

    [Fact]
    public void Every_switch_names_every_case()
    {
        var switches = Switches();
        Assert.True(switches.Count > 100, $"Only {switches.Count} were found.");
        Assert.DoesNotContain(switches, one => one.Unnamed.Count > 0 && !TrueDefaults.ContainsKey(Key(one)));
    }

    [Fact]
    public void Every_listed_default_is_still_there() =>
        Assert.Empty(
            TrueDefaults.Keys.Except(Switches().Where(one => one.Unnamed.Count > 0).Select(Key), StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("answer switch { Answer.Yes => 1, _ => 2 }", "No, Maybe")]
    [InlineData("answer switch { Answer.Yes y => 1, Answer.No or Answer.Maybe { Odds: 1 } => 2, _ => 3 }", "")]
    [InlineData("answer switch { Answer.Yes => 1, var other => 2 }", "No, Maybe")]
    [InlineData("colour switch { Colour.Red => 1, _ => 2 }", "Blue")]
    [InlineData("((Colour?)colour) switch { null => 0, Colour.Red => 1, Colour.Blue => 2 }", "")]
    [InlineData("colour switch { not Colour.Red => 1, _ => 2 }", "Blue")]
    [InlineData("sides switch { Sides.Left => 1, _ => 2 }", "Right")]
    public void A_case_that_is_not_named_is_found(string expression, string unnamed)
    {
        var tree = CSharpSyntaxTree.ParseText(
            $$"""
            enum Colour { Red, Blue }
            [System.Flags] enum Sides { None = 0, Left = 1, Right = 2, Both = 3 }
            abstract record Answer
            {
                private Answer() { }
                public sealed record Yes : Answer;
                public sealed record No : Answer;
                public sealed record Maybe(int Odds) : Answer;
            }
            static class Asked
            {
                static int Of(Answer answer, Colour colour, Sides sides) => {{expression}};
                static void Do(Colour colour) { switch (colour) { case Colour.Blue: break; default: break; } }
            }
            """
        );
        var compilation = CSharpCompilation.Create(
            "Asked",
            [tree],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]
        );
        var found = ClosedSwitches.In(tree, compilation.GetSemanticModel(tree)).ToList();
        Assert.Equal(["Of", "Do"], found.Select(one => one.Place.Trim()));
        Assert.Equal([unnamed, "Red"], found.Select(one => string.Join(", ", one.Unnamed)));
    }

    private static string Key(ClosedSwitch one) => $"{one.Place} {one.Type}";

    private static List<ClosedSwitch> Switches()
    {
        var product = new Product(Repository.Root);
        return [.. product.Files.SelectMany(tree => ClosedSwitches.In(tree, product.ModelOf(tree)))];
    }
}
