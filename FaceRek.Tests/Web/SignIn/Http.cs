namespace FaceRek.Tests.Web.SignIn;

internal static class Http
{
    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) =>
        client.GetAsync(new Uri(path, UriKind.Relative));

    public static Task<string> Read(this HttpClient client, string path) =>
        client.GetStringAsync(new Uri(path, UriKind.Relative));
}
