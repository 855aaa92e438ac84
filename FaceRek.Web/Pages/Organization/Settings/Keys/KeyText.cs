using System.Diagnostics;
using FaceRek.Core.ApiAccess;

namespace FaceRek.Web.Pages.Organization.Settings.Keys;

/// <summary>What a key may do, described for the admin who creates it.</summary>
internal static class KeyText
{
    public static string Of(string scope) =>
        scope switch
        {
            ApiScope.PeopleRead => "See people",
            ApiScope.PeopleWrite => "Add, change and erase people",
            ApiScope.ConsentsRead => "See consents",
            ApiScope.ConsentsWrite => "Record and withdraw consents",
            ApiScope.FacesRead => "See who has faces enrolled",
            ApiScope.FacesWrite => "Enrol and remove faces",
            ApiScope.FacesMatch => "Recognise people in pictures",
            ApiScope.FacesScores => "See how closely faces match",
            ApiScope.ModelsRead => "See face models",
            ApiScope.ModelsWrite => "Choose and try face models",
            ApiScope.PunchesRead => "See punches",
            ApiScope.PunchesWrite => "Record punches by face, PIN or hand",
            ApiScope.PunchesDevice => "Record punches of a trusted terminal",
            ApiScope.DaysRead => "See days and hours",
            ApiScope.CorrectionsRead => "See corrections",
            ApiScope.CorrectionsWrite => "Ask for corrections and decide them",
            ApiScope.UsageRead => "See how much is used",
            ApiScope.WebhooksRead => "See webhooks and their messages",
            ApiScope.WebhooksWrite => "Add, change and remove webhooks",
            ApiScope.KeysRead => "See API keys",
            ApiScope.KeysWrite => "Create and revoke keys",
            _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "A permission without words"),
        };

    public static string Of(ApiKeyState state) =>
        state switch
        {
            ApiKeyState.InUse => "Active",
            ApiKeyState.Expired => "Expired",
            ApiKeyState.Revoked => "Revoked",
            _ => throw new UnreachableException(),
        };
}
