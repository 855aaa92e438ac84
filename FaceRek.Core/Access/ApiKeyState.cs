namespace FaceRek.Core.Access;

public enum ApiKeyState
{
    InUse,
    Expired,
    Revoked,
}
