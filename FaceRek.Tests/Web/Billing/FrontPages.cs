using FaceRek.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace FaceRek.Tests.Web.Billing;

/// <summary>An application whose contact page has a recipient.</summary>
public sealed class FrontPages : IAsyncLifetime
{
    public const string Mailbox = "hello@facerek.example";

    public FaceRekApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        App = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Configuration.AddInMemoryCollection(
                new Dictionary<string, string?> { ["Contact:Address"] = Mailbox }
            )
        );

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
