using FaceRek.Tests.Support.FakeStripe.Wire;
using Microsoft.AspNetCore.Http;

namespace FaceRek.Tests.Support.FakeStripe.Hosted;

/// <summary>
/// The pages Stripe hosts, as plain HTML that a person or a browser test clicks through: Checkout, the portal,
/// invoices; and one page to move the clock.
/// </summary>
public sealed class HostedPages(FakeStripeServer stripe, SemaphoreSlim turn)
{
    /// <summary>True delivers webhooks before the buyer returns; false lets the two race.</summary>
    public bool WaitsForWebhooks { get; set; }

    public async Task HandleAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString())
            : [];
        var answer = await AnswerAsync(context, form);
        if (WaitsForWebhooks)
        {
            await stripe.Webhooks.IdleAsync();
        }
        if (answer.Location is { } location)
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = location;
            return;
        }
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        await context.Response.WriteAsync(answer.Body);
    }

    private async Task<HostedAnswer> AnswerAsync(HttpContext context, Dictionary<string, string> form)
    {
        var steps = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (steps is [] && form.GetValueOrDefault("days") is { } days)
        {
            await stripe.AdvanceAsync(
                TimeSpan.FromDays(int.Parse(days, System.Globalization.CultureInfo.InvariantCulture))
            );
            return HostedAnswer.To("/");
        }
        await turn.WaitAsync();
        try
        {
            return steps switch
            {
                [] => ClockPage.Show(stripe),
                ["c", "pay", var id] => new CheckoutPage(
                    stripe.Account.Checkouts,
                    stripe.Account.Checkouts.Get(id)
                ).Answer(form),
                ["p", "session", var id] => PortalPage.Of(stripe.Account, id, form),
                ["i", var id] => new InvoicePage(stripe.Account, stripe.Account.Invoices.Get(id)).Answer(form),
                ["i", var id, "pdf"] => InvoicePage.Pdf(stripe.Account.Invoices.Get(id)),
                _ => new HostedAnswer(404, Html.Page("Not found", "<p>There is no such page at the double.</p>")),
            };
        }
        catch (RefusalException exception)
        {
            return new HostedAnswer(
                exception.Status,
                Html.Page("Something went wrong", $"<p class=error>{Html.Text(exception.Message)}</p>")
            );
        }
        finally
        {
            turn.Release();
        }
    }
}
