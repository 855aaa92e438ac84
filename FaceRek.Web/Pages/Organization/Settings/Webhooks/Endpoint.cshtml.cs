using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings.Webhooks;

[Requires(Role.Admin)]
public sealed class EndpointModel(
    FaceRekDb db,
    CurrentOrganization current,
    WebhookDesk desk,
    IStringLocalizer<Words> words
) : PageModel
{
    private const int PageSize = 50;

    [BindProperty]
    public EndpointForm Input { get; set; } = new();

    public WebhookEndpoint Endpoint { get; private set; } = null!;
    public WebhookState? State { get; private set; }
    public IReadOnlyList<Message> Messages { get; private set; } = [];

    /// <summary>The last message shown, where there are more.</summary>
    public Guid? OlderThan { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        Guid endpointId,
        WebhookState? state,
        Guid? before,
        CancellationToken cancellationToken
    )
    {
        if (!await FillAsync(endpointId, state, before, cancellationToken))
        {
            return NotFound();
        }
        Input = new EndpointForm { Url = Endpoint.Url, Events = Endpoint.Events.Split(' ') };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        Guid endpointId,
        string? choice,
        Guid deliveryId,
        CancellationToken cancellationToken
    )
    {
        var outcome = choice switch
        {
            "change" => await desk.ChangeAsync(endpointId, Input.Url, Input.Events, cancellationToken),
            "test" => await desk.TestAsync(endpointId, cancellationToken),
            "rotate" => await desk.RotateAsync(endpointId, cancellationToken),
            "stop" => await desk.StopAsync(endpointId, cancellationToken),
            "resume" => await desk.ResumeAsync(endpointId, cancellationToken),
            "remove" => await desk.RemoveAsync(endpointId, cancellationToken),
            "resend" => await desk.ResendAsync(endpointId, deliveryId, cancellationToken),
            _ => new WebhookOutcome.NotFound(),
        };
        if (outcome is WebhookOutcome.NotFound)
        {
            return NotFound();
        }
        if (!WebhookText.Says(ModelState, outcome, words))
        {
            return await FillAsync(endpointId, null, null, cancellationToken) ? this.Again() : NotFound();
        }
        if (outcome is WebhookOutcome.Drawn drawn)
        {
            TempData["Secret"] = drawn.Secret;
        }
        TempData["Good"] = Said(choice).Value;
        return choice == "remove" ? RedirectToPage("Index") : RedirectToPage();
    }

    private LocalizedString Said(string? choice) =>
        choice switch
        {
            "change" => words["The endpoint is changed."],
            "test" => words["The test is on its way. Reload the page in a moment."],
            "rotate" => words["The new secret signs from now on. The old one also signs for a day."],
            "stop" => words["Sending is stopped. New messages wait for up to a week."],
            "resume" => words["Sending resumes with the messages that waited."],
            "remove" => words["The endpoint and its waiting messages are removed."],
            _ => words["The message is sent again."],
        };

    private async Task<bool> FillAsync(
        Guid endpointId,
        WebhookState? state,
        Guid? before,
        CancellationToken cancellationToken
    )
    {
        if (
            await db.WebhookEndpoints.SingleOrDefaultAsync(endpoint => endpoint.Id == endpointId, cancellationToken)
            is not { } found
        )
        {
            return false;
        }
        (Endpoint, State) = (found, state);
        var madeBefore = await db
            .WebhookDeliveries.Where(row => row.Id == before && row.EndpointId == endpointId)
            .Select(row => (DateTimeOffset?)row.CreatedAt)
            .SingleOrDefaultAsync(cancellationToken);
        var rows = await db
            .WebhookDeliveries.Where(row =>
                row.EndpointId == endpointId
                && (state == null || row.State == state)
                && (madeBefore == null || row.CreatedAt < madeBefore)
            )
            .OrderByDescending(row => row.CreatedAt)
            .Take(PageSize + 1)
            .Select(row => new
            {
                row.Id,
                row.Type,
                row.CreatedAt,
                row.State,
                row.Tries,
                row.Fault,
            })
            .ToListAsync(cancellationToken);
        Messages =
        [
            .. rows.Take(PageSize)
                .Select(row => new Message(
                    row.Id,
                    row.Type,
                    current.Organization.InZone(row.CreatedAt),
                    row.State,
                    row.Tries,
                    row.Fault
                )),
        ];
        OlderThan = rows.Count > PageSize ? Messages[^1].Id : null;
        return true;
    }

    public sealed record Message(
        Guid Id,
        string Type,
        DateTimeOffset MadeAt,
        WebhookState State,
        int Tries,
        string? Fault
    );
}
