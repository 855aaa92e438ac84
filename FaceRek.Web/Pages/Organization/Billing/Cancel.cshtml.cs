using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components.Billing;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class CancelModel(
    CancellationDesk desk,
    SubscriptionOverviewReader overviews,
    CurrentOrganization current,
    IStringLocalizer<Words> words
) : PageModel
{
    public bool CanCancel { get; private set; }

    /// <summary>Until when everything works.</summary>
    public string Sentence { get; private set; } = "";

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken);
        return this.To(
            await desk.CancelAsync(User.Id(), cancellationToken),
            words["The subscription is cancelled and runs until the end of the paid period."],
            words
        );
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        var subscription = (await overviews.StandingAsync(cancellationToken)).Subscription;
        CanCancel = subscription is { IsLive: true, IsEnding: false };
        Sentence = subscription?.PeriodEndAt is { } end
            ? words[
                "Everything works until {0}, the end of the paid period. After that you are on Free, for up to {1} people.",
                SubscriptionText.Day(current.Organization, end),
                PlanCatalogue.Free.MaxPeople!
            ]
            : words[
                "Everything works until the end of the paid period. After that you are on Free, for up to {0} people.",
                PlanCatalogue.Free.MaxPeople!
            ];
    }
}
