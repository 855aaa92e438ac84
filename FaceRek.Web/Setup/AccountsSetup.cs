using FaceRek.Core.Accounts;
using FaceRek.Core.Mail;

namespace FaceRek.Web.Setup;

internal static class AccountsSetup
{
    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        _ = builder.Services.AddSingleton(new SiteLinks(new Uri(builder.Configuration.Get<SiteSettings>("Site").Address)));
        _ = builder.Services.AddScoped<OrganizationDesk>().AddScoped<MembershipDesk>().AddScoped<InvitationDesk>().AddScoped<JoiningDesk>();
        return builder;
    }
}
