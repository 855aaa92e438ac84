using Bunit;
using FaceRek.Core.Billing.Plans;
using FaceRek.Web.Components.Billing;

namespace FaceRek.Tests.Components.Billing;

public sealed class SeatCalculatorTests : IDisposable
{
    private readonly BunitContext bunit = new BunitContext().WithBillingWords();

    public void Dispose() => bunit.Dispose();

    [Fact]
    public void It_is_a_form_that_works_without_a_script()
    {
        var calculator = Render(people: "7", BillingInterval.Year);
        var form = calculator.Find("form");
        Assert.Equal(("get", "/pricing"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal(
            ("7", "1", "10000"),
            (
                calculator.Find("#people").GetAttribute("value"),
                calculator.Find("#people").GetAttribute("min"),
                calculator.Find("#people").GetAttribute("max")
            )
        );
        Assert.Equal(
            "year",
            Assert
                .Single(calculator.FindAll("input[type=radio]"), choice => choice.HasAttribute("checked"))
                .GetAttribute("value")
        );
        Assert.NotNull(calculator.Find("button"));
        Assert.NotNull(calculator.Find("label[for=people]"));
    }

    [Fact]
    public void What_was_typed_stays_and_what_is_wrong_is_said_beside_it()
    {
        var calculator = Render(people: "<b>many</b>", BillingInterval.Month, error: "Write a number.");
        var field = calculator.Find("#people");
        Assert.Equal("<b>many</b>", field.GetAttribute("value"));
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Equal("Write a number.", calculator.Find($"#{field.GetAttribute("aria-describedby")}").TextContent);
        Assert.Null(Render("7", BillingInterval.Month).Find("#people").GetAttribute("aria-invalid"));
    }

    private IRenderedComponent<SeatCalculator> Render(string people, BillingInterval interval, string? error = null) =>
        bunit.Render<SeatCalculator>(with =>
            with.Add(c => c.Action, "/pricing")
                .Add(c => c.People, people)
                .Add(c => c.Interval, interval)
                .Add(c => c.Error, error)
        );
}
