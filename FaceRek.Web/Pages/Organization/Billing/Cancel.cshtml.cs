using FaceRek.Core.Billing;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components.Billing;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

public sealed class CancelModel(
    CancellationDesk desk,
    BillingOffice office,
    CurrentOrganization current,
    IStringLocalizer<Words> words
) : PageModel
{
    public bool CanCancel { get; private set; }

    /// <summary>Until when everything works.</summary>
    public string Sentence { get; private set; } = "";

    public Task OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await ShowAsync(cancellation);
        return this.To(
            await desk.CancelAsync(User.Id(), cancellation),
            words["The subscription is cancelled and runs to the end of what you paid for."],
            words
        );
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        var subscription = (await office.StandingAsync(cancellation)).Subscription;
        CanCancel = subscription is { IsLive: true, IsEnding: false };
        Sentence = subscription?.PeriodEndAt is { } end
            ? words[
                "Everything works until {0}, which is paid for. After that you are on Free, for up to {1} people.",
                SubscriptionWords.Day(current.Organization, end),
                Plans.Free.MostPeople!
            ]
            : words[
                "Everything works to the end of what you paid for. After that you are on Free, for up to {0} people.",
                Plans.Free.MostPeople!
            ];
    }
}
