using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization;

/// <summary>The target of forms that may not write because of an unpaid plan.</summary>
[Requires(Role.Employee)]
public sealed class ReadOnlyModel(Entitlement entitlement, CurrentOrganization current, IStringLocalizer<Words> words)
    : PageModel
{
    public bool IsOwner => current.MayActAs(Role.Owner);

    /// <summary>Null where the organization is no longer read-only.</summary>
    public string? Sentence { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Sentence = await entitlement.ToChangeSettingsAsync(cancellationToken) is { } obstacle
            ? words.Say(obstacle).Value
            : null;
}
