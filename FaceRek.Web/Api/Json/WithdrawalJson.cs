namespace FaceRek.Web.Api.Json;

public sealed record WithdrawalJson(int TemplatesDestroyed);
