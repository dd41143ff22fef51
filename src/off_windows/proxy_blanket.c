/* SPDX-License-Identifier: MIT */
#include "off_windows/query_interface.h"

/* Each calls IClientSecurity of the proxy; an in-process object is not a proxy: E_NOINTERFACE. */
static HRESULT security_of(IUnknown *proxy, IClientSecurity **security)
{
    void *found = NULL;
    HRESULT hr;

    *security = NULL;
    if (proxy == NULL)
        return E_INVALIDARG;
    hr = wmi__query_interface(proxy, &IID_IClientSecurity, &found);
    *security = found;
    return hr;
}

HRESULT CoQueryProxyBlanket(IUnknown *pProxy, DWORD *pwAuthnSvc, DWORD *pAuthzSvc, LPOLESTR *pServerPrincName,
                            DWORD *pAuthnLevel, DWORD *pImpLevel, RPC_AUTH_IDENTITY_HANDLE *pAuthInfo,
                            DWORD *pCapabilites)
{
    IClientSecurity *security;
    HRESULT hr = security_of(pProxy, &security);

    if (FAILED(hr))
        return hr;
    hr = IClientSecurity_QueryBlanket(security, pProxy, pwAuthnSvc, pAuthzSvc, pServerPrincName, pAuthnLevel,
                                      pImpLevel, pAuthInfo, pCapabilites);
    IClientSecurity_Release(security);
    return hr;
}

HRESULT CoSetProxyBlanket(IUnknown *pProxy, DWORD dwAuthnSvc, DWORD dwAuthzSvc, OLECHAR *pServerPrincName,
                          DWORD dwAuthnLevel, DWORD dwImpLevel, RPC_AUTH_IDENTITY_HANDLE pAuthInfo,
                          DWORD dwCapabilities)
{
    IClientSecurity *security;
    HRESULT hr = security_of(pProxy, &security);

    if (FAILED(hr))
        return hr;
    hr = IClientSecurity_SetBlanket(security, pProxy, dwAuthnSvc, dwAuthzSvc, pServerPrincName, dwAuthnLevel,
                                    dwImpLevel, pAuthInfo, dwCapabilities);
    IClientSecurity_Release(security);
    return hr;
}

HRESULT CoCopyProxy(IUnknown *pProxy, IUnknown **ppCopy)
{
    IClientSecurity *security;
    HRESULT hr;

    if (ppCopy == NULL)
        return E_INVALIDARG;
    *ppCopy = NULL;
    hr = security_of(pProxy, &security);
    if (FAILED(hr))
        return hr;
    hr = IClientSecurity_CopyProxy(security, pProxy, ppCopy);
    IClientSecurity_Release(security);
    return hr;
}
