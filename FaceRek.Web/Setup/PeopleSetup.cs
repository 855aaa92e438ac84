using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Import;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Web.Pages.Organization.People;

namespace FaceRek.Web.Setup;

internal static class PeopleSetup
{
    public static WebApplicationBuilder AddPeople(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddScoped<PeopleDesk>()
            .AddScoped<ErasureDesk>()
            .AddSingleton<IChangeSignal, PersonSeatSignal>()
            .AddScoped<PersonUserLink>()
            .AddScoped<ConsentTexts>()
            .AddScoped<ConsentDesk>()
            .AddScoped<PinDesk>()
            .AddScoped<ImportDesk>()
            .AddScoped<ImportTicket>();
        return builder;
    }
}
