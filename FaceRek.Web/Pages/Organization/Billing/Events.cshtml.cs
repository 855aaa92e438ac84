using FaceRek.Core.Billing.Events;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>Stripe events about this organization that could not be processed, and a button to try them again.</summary>
[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class EventsModel(DeadLetterDesk desk, CurrentOrganization current, IStringLocalizer<Words> words)
    : PageModel
{
    public IReadOnlyList<DeadLetter> Messages { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Messages = await desk.ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(string? eventId, CancellationToken cancellationToken)
    {
        if (!await desk.ReplayAsync(eventId ?? "", User.Id(), cancellationToken))
        {
            return NotFound();
        }
        TempData["Good"] = words["The message is being processed again."].Value;
        return RedirectToPage();
    }

    /// <summary>Shown beside the code, for support.</summary>
    public string Why(DeadLetter message) =>
        message.Fault switch
        {
            nameof(HttpRequestException) or nameof(TaskCanceledException) => words["Stripe did not answer."],
            { } told when told.StartsWith("Stripe ", StringComparison.Ordinal) => words["Stripe refused the request."],
            _ => words["It could not be saved on our side."],
        };

    public string InWords(DateTimeOffset at) =>
        current.Organization.InZone(at).ToString("d MMM yyyy, HH:mm", System.Globalization.CultureInfo.CurrentCulture);
}
