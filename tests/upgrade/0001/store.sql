PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE shop (
    name text primary key,
    platform text not null,
    zone text not null,
    lang text not null,
    sellers text not null,  -- JSON array
    channels text not null, -- JSON array
    hash text not null
) strict;
INSERT INTO shop VALUES('main','paypal','Asia/Shanghai','','["Shop"]','[]','62579d109714d614317a8b0d67c0680eb5f259c3d09338079f8763e9dfcaec46');
CREATE TABLE source (
    row integer primary key,
    sha256 text not null,      -- of the file as the user has it
    kept_sha256 text not null, -- of the copy in blobs/, where secrets were replaced
    name text not null,
    format text not null,
    encoding text not null,
    shop text not null,
    thread text not null,
    zone text not null,
    zone_from text not null,
    date_order text not null,
    bytes integer not null,
    parser integer not null,
    receipt text not null,
    ingested_at text not null,
    hash text not null
) strict;
INSERT INTO source VALUES(1,'b086c3b5b554a6866e60e123b7f67c35d8309ae94e5b0b7b7efbeef54f9adc03','b086c3b5b554a6866e60e123b7f67c35d8309ae94e5b0b7b7efbeef54f9adc03','chat.txt','whatsapp','UTF-8','main','Ana','Asia/Shanghai','shop','DMY',148,1,'{"name":"chat.txt","sha256":"b086c3b5b554a6866e60e123b7f67c35d8309ae94e5b0b7b7efbeef54f9adc03","bytes":148,"content":null,"format":"whatsapp","encoding":"UTF-8","zone":"Asia/Shanghai","zone_from":"shop","date_order":"DMY","unit":"line","total":4,"parsed":4,"continued":0,"system":0,"blank":0,"rejected":0,"declared":null,"headers":[],"records":{"message":4},"new":4,"known":0,"revised":0,"first":"2026-03-13T02:00:00Z","last":"2026-03-13T02:02:00Z","senders":["Ana","Shop"],"not_stored":[],"diagnostics":[]}','2026-11-25T21:06:06.561Z','0c3e45ce8bef671a3b8202954b38dcf190297da9e665dc7409ef91472d3c2719');
INSERT INTO source VALUES(2,'0a19e292b62e74e6d7c5c2d8532fce8a256cb43c1a3fe43d0247301ca4f6b8d6','0a19e292b62e74e6d7c5c2d8532fce8a256cb43c1a3fe43d0247301ca4f6b8d6','orders.csv','table','UTF-8','main','','UTC','data','YMD',155,1,'{"name":"orders.csv","sha256":"0a19e292b62e74e6d7c5c2d8532fce8a256cb43c1a3fe43d0247301ca4f6b8d6","bytes":155,"content":null,"format":"table","encoding":"UTF-8","zone":"UTC","zone_from":"data","date_order":"YMD","unit":"row","total":2,"parsed":1,"continued":0,"system":1,"blank":0,"rejected":0,"declared":null,"headers":[{"offset":0,"length":86}],"records":{"order":1},"new":1,"known":0,"revised":0,"first":"2026-03-01T09:58:12Z","last":"2026-03-01T09:58:12Z","senders":[],"not_stored":[],"diagnostics":[]}','2026-11-25T21:06:06.834Z','257517cefda7e127bf6b9d89ee4c00d497dbee274edd6590a287899363f55b4d');
INSERT INTO source VALUES(3,'7e3c71cac678d6533be43329face59714f562de1122494c3ae17dad1b7400d9c','7e3c71cac678d6533be43329face59714f562de1122494c3ae17dad1b7400d9c','orders2.csv','table','UTF-8','main','','UTC','data','YMD',159,1,'{"name":"orders2.csv","sha256":"7e3c71cac678d6533be43329face59714f562de1122494c3ae17dad1b7400d9c","bytes":159,"content":null,"format":"table","encoding":"UTF-8","zone":"UTC","zone_from":"data","date_order":"YMD","unit":"row","total":2,"parsed":1,"continued":0,"system":1,"blank":0,"rejected":0,"declared":null,"headers":[{"offset":0,"length":86}],"records":{"order":1},"new":0,"known":0,"revised":1,"first":"2026-03-01T09:58:12Z","last":"2026-03-01T09:58:12Z","senders":[],"not_stored":[],"diagnostics":[]}','2026-11-25T21:06:06.876Z','8cedec3ebe6ea802f3460480d59809ce28211d28fb28052fddf64294b5577790');
CREATE TABLE thread (
    row integer primary key,
    shop text not null,
    name text not null,
    unique (shop, name)
) strict;
INSERT INTO thread VALUES(1,'main','Ana');
CREATE TABLE record (
    pk integer primary key,
    id text not null,
    type text not null,
    shop text not null,
    thread integer references thread (row),
    at integer, -- milliseconds since 1970, UTC
    seq integer not null,
    source integer references source (row),
    position integer not null,
    offset integer not null,
    length integer not null,
    revision integer not null,
    as_of text not null,
    body text not null,
    hash text not null
) strict;
INSERT INTO record VALUES(1,'m_b0bdb16035c04f4b057eab2a','message','main',1,1773367200000,1,1,1,0,44,1,'','{"thread":"Ana","at":"2026-03-13T02:00:00Z","local":"2026-03-13T10:00:00","zone":"Asia/Shanghai","zone_from":"shop","sender":"Ana","role":null,"text":"Where is my order?","attachments":[],"edited":false,"deleted":false,"kind":null,"native_id":null,"seq":1,"as_of":null,"extra":{}}','1975df3d81d7f31ffeb18da5b3c8931b1eff7812e5e3f6263e529fd924b5e7fb');
INSERT INTO record VALUES(2,'m_f056ec8ca62f567efe73cad6','message','main',1,1773367320000,2,1,2,44,48,1,'','{"thread":"Ana","at":"2026-03-13T02:02:00Z","local":"2026-03-13T10:02:00","zone":"Asia/Shanghai","zone_from":"shop","sender":"Shop","role":null,"text":"已发货，请留意","attachments":[],"edited":false,"deleted":false,"kind":null,"native_id":null,"seq":2,"as_of":null,"extra":{}}','c1d24388eea5eaf8dcd62fbd36106d3488c11fc7ffceb15a4fb94b6afad726db');
INSERT INTO record VALUES(3,'m_d64de7a8bab2690ee001ca8e','message','main',1,1773367320000,3,1,3,92,28,1,'','{"thread":"Ana","at":"2026-03-13T02:02:00Z","local":"2026-03-13T10:02:00","zone":"Asia/Shanghai","zone_from":"shop","sender":"Ana","role":null,"text":"ok","attachments":[],"edited":false,"deleted":false,"kind":null,"native_id":null,"seq":3,"as_of":null,"extra":{}}','3f058c10e2dcce09412fb291369c48a3f81d3e16e83c51c7433b881c2eec7210');
INSERT INTO record VALUES(4,'m_189aa792468d9d0ce43c1bc9','message','main',1,1773367320000,4,1,4,120,28,1,'','{"thread":"Ana","at":"2026-03-13T02:02:00Z","local":"2026-03-13T10:02:00","zone":"Asia/Shanghai","zone_from":"shop","sender":"Ana","role":null,"text":"ok","attachments":[],"edited":false,"deleted":false,"kind":null,"native_id":null,"seq":4,"as_of":null,"extra":{}}','eddaae71ded4798d49ffa87829ffe5f5f4aca6ebd0a0b92ebde27bb5449ae862');
INSERT INTO record VALUES(5,'o_8a80a3ff89392903507c271a','order','main',NULL,1772359092000,1,2,2,86,69,2,'','{"platform":"shopify","number":"#1001","at":"2026-03-01T09:58:12Z","local":"2026-03-01T09:58:12","zone":"UTC","zone_from":"data","paid_at":null,"paid_local":null,"updated_at":null,"updated_local":null,"refs":[],"buyer":{"name":null,"email":"ana@example.com","phone":null,"address":null,"ip":null,"account":null},"title":"Mug","items":[{"title":"Mug","sku":null,"quantity":1,"price":null}],"amount":{"minor":1200,"scale":2,"currency":"USD"},"status":"refunded","seq":1,"as_of":null,"extra":{}}','3be9b97dd56ccf60f2e85fc4c6dcee8e327be1598eaa549e051bac1b04f8ad4a');
CREATE TABLE revision (
    record integer not null references record (pk),
    number integer not null,
    source integer references source (row),
    as_of text not null,
    body text not null,
    hash text not null,
    primary key (record, number)
) strict, without rowid;
INSERT INTO revision VALUES(5,1,2,'','{"platform":"shopify","number":"#1001","at":"2026-03-01T09:58:12Z","local":"2026-03-01T09:58:12","zone":"UTC","zone_from":"data","paid_at":null,"paid_local":null,"updated_at":null,"updated_local":null,"refs":[],"buyer":{"name":null,"email":"ana@example.com","phone":null,"address":null,"ip":null,"account":null},"title":"Mug","items":[{"title":"Mug","sku":null,"quantity":1,"price":null}],"amount":{"minor":1200,"scale":2,"currency":"USD"},"status":"paid","seq":1,"as_of":null,"extra":{}}','6193bac585fee852f23f448f8aa0d80cbc0ca7508acd3eef9a5a94b126b851e3');
CREATE TABLE sighting (
    record integer not null references record (pk),
    source integer not null references source (row),
    position integer not null,
    offset integer not null,
    length integer not null,
    primary key (record, source, position)
) strict, without rowid;
INSERT INTO sighting VALUES(5,3,2,86,73);
CREATE TABLE ref (
    value text not null,
    kind text not null,
    record integer not null references record (pk),
    primary key (value, kind, record)
) strict, without rowid;
INSERT INTO ref VALUES('#1001','order',5);
CREATE TABLE edge (
    source integer not null references source (row),
    thread text not null,
    first text not null,
    last text not null,
    primary key (source, thread)
) strict, without rowid;
INSERT INTO edge VALUES(1,'Ana','m_b0bdb16035c04f4b057eab2a','m_d64de7a8bab2690ee001ca8e');
CREATE TABLE dispute (
    id text primary key,
    shop text not null,
    body text not null,
    hash text not null
) strict;
INSERT INTO dispute VALUES('C-0001','main','{"number":null,"platform":"paypal","via":"paypal","orders":["1001"],"reason":"MERCHANDISE_OR_SERVICE_NOT_RECEIVED","amount":null,"opened_at":"2026-03-14T00:00:00Z","opened_local":"2026-03-14T08:00:00","due_at":"2026-04-03T00:00:00Z","due_local":"2026-04-03T08:00:00","due_from":"profile","stage":null,"status":null,"outcome":null,"lang":null,"seq":0,"as_of":null,"extra":{}}','798204eb8f7d0f04fd91224b8fc65aa0f363a7020f84c24ba0fc2cf18fca05c9');
CREATE TABLE link (
    row integer primary key,
    case_id text not null references dispute (id),
    record text not null,
    role text not null,
    by text not null,
    hash text not null,
    unique (case_id, record)
) strict;
INSERT INTO link VALUES(1,'C-0001','m_b0bdb16035c04f4b057eab2a','evidence','linked by hand','24215733858d1a90a2761a5ef2bb1aed6c114b69091e294eb94cef22136408b8');
INSERT INTO link VALUES(2,'C-0001','m_f056ec8ca62f567efe73cad6','evidence','linked by hand','200f04d461db2cbe4d3de159fa0eb3ae20c49b3dd76f459d99acf295de0d3108');
INSERT INTO link VALUES(3,'C-0001','m_d64de7a8bab2690ee001ca8e','evidence','linked by hand','daa3b02b25facb6f1420adaf88d35794f8490ae8bc6e07a331f22a9c0de6ddcd');
INSERT INTO link VALUES(4,'C-0001','m_189aa792468d9d0ce43c1bc9','evidence','linked by hand','7572fac37b081e0e51fc5ef9ef4b8efdbacdd595b69f9b08b6213e3d862a0bcb');
CREATE TABLE exhibit (
    case_id text not null references dispute (id),
    item text not null,
    number integer not null,
    first_page integer not null,
    pages integer not null,
    hash text not null,
    primary key (case_id, item),
    unique (case_id, number)
) strict;
CREATE TABLE journal (
    seq integer primary key,
    utc text not null,
    actor text not null,
    version text not null,
    action text not null,
    object text not null,
    case_id text not null,
    before text not null,
    after text not null,
    detail text not null,
    previous text not null,
    hash text not null
) strict;
INSERT INTO journal VALUES(1,'2026-11-25T21:06:06.454Z','redress','0.1.0','shop','shop:main','','','62579d109714d614317a8b0d67c0680eb5f259c3d09338079f8763e9dfcaec46','{}','','77f58bdad882c98f5531bdc6609cfd961d7d40be7be0c63fd65027930dd20bd6');
INSERT INTO journal VALUES(2,'2026-11-25T21:06:06.598Z','redress','0.1.0','ingest','b086c3b5b554a6866e60e123b7f67c35d8309ae94e5b0b7b7efbeef54f9adc03','','','495b9253eb7dd10f57d433f6d3a69c980075c7b5f84d36fee6f7b3665f76e467','{"format":"whatsapp","new":4,"known":0,"revised":0}','77f58bdad882c98f5531bdc6609cfd961d7d40be7be0c63fd65027930dd20bd6','37ce70c56c1aa31042a151ad01376ade8760c8dba59eac5d01271d7db45ad01c');
INSERT INTO journal VALUES(3,'2026-11-25T21:06:06.856Z','redress','0.1.0','ingest','0a19e292b62e74e6d7c5c2d8532fce8a256cb43c1a3fe43d0247301ca4f6b8d6','','','59967241db5b7979ed37d01f7249747c645421cf838a091e2015ebe3ecd9ffcc','{"format":"table","new":1,"known":0,"revised":0}','37ce70c56c1aa31042a151ad01376ade8760c8dba59eac5d01271d7db45ad01c','6bd055aa829b1042bae6adc0e773d98943b6d88743ce7c885c5b5e1267dd0f9d');
INSERT INTO journal VALUES(4,'2026-11-25T21:06:06.892Z','redress','0.1.0','ingest','7e3c71cac678d6533be43329face59714f562de1122494c3ae17dad1b7400d9c','','','59967241db5b7979ed37d01f7249747c645421cf838a091e2015ebe3ecd9ffcc','{"format":"table","new":0,"known":0,"revised":1}','6bd055aa829b1042bae6adc0e773d98943b6d88743ce7c885c5b5e1267dd0f9d','d291ee41e36c9c294ed2f221d42992a0bbcb5f85c86d794e3c0450222ffe8b2c');
INSERT INTO journal VALUES(5,'2026-11-25T21:06:06.961Z','redress','0.1.0','case-open','C-0001','C-0001','','9e3c122545a062b44ba50a33fc8672820b6d576d3d1963b0fa1ffd07e18dd69a','{}','d291ee41e36c9c294ed2f221d42992a0bbcb5f85c86d794e3c0450222ffe8b2c','ec328313b3b627e596b63d4f3bb1cf6a7a76e1b86865ea22088b928018146656');
INSERT INTO journal VALUES(6,'2026-11-25T21:06:06.989Z','redress','0.1.0','case-set','C-0001','C-0001','','798204eb8f7d0f04fd91224b8fc65aa0f363a7020f84c24ba0fc2cf18fca05c9','{"why":"from the linked records"}','ec328313b3b627e596b63d4f3bb1cf6a7a76e1b86865ea22088b928018146656','15a97c4e4a013ed75a126e4c6fd6015c2f1256a2c33f0585cb36daf71ed15fc1');
INSERT INTO journal VALUES(7,'2026-11-25T21:06:21.302Z','redress','0.1.0','link','m_b0bdb16035c04f4b057eab2a','C-0001','','24215733858d1a90a2761a5ef2bb1aed6c114b69091e294eb94cef22136408b8','{"role":"evidence","by":"linked by hand"}','15a97c4e4a013ed75a126e4c6fd6015c2f1256a2c33f0585cb36daf71ed15fc1','8be9aad445425b09c9b0abbcfa6bd1c5afe935540e8688c6a5c65129530a1b85');
INSERT INTO journal VALUES(8,'2026-11-25T21:06:21.302Z','redress','0.1.0','link','m_f056ec8ca62f567efe73cad6','C-0001','','200f04d461db2cbe4d3de159fa0eb3ae20c49b3dd76f459d99acf295de0d3108','{"role":"evidence","by":"linked by hand"}','8be9aad445425b09c9b0abbcfa6bd1c5afe935540e8688c6a5c65129530a1b85','6dc03b4881be8060d9a0befe53f0374d793f58e7c5034a13a24c21b0119e064b');
INSERT INTO journal VALUES(9,'2026-11-25T21:06:21.302Z','redress','0.1.0','link','m_d64de7a8bab2690ee001ca8e','C-0001','','daa3b02b25facb6f1420adaf88d35794f8490ae8bc6e07a331f22a9c0de6ddcd','{"role":"evidence","by":"linked by hand"}','6dc03b4881be8060d9a0befe53f0374d793f58e7c5034a13a24c21b0119e064b','c67c5406de059ebca308a54f60df1b51d7553c8621ab670349a2561c308eb429');
INSERT INTO journal VALUES(10,'2026-11-25T21:06:21.302Z','redress','0.1.0','link','m_189aa792468d9d0ce43c1bc9','C-0001','','7572fac37b081e0e51fc5ef9ef4b8efdbacdd595b69f9b08b6213e3d862a0bcb','{"role":"evidence","by":"linked by hand"}','c67c5406de059ebca308a54f60df1b51d7553c8621ab670349a2561c308eb429','cab1df97039ea6030094cd17eab84cd0c901dad73db2b90093c5f06c478c7bbd');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','search','search',0,'CREATE VIRTUAL TABLE search using fts5 (terms, content = '''', tokenize = "unicode61 remove_diacritics 0")');
CREATE TABLE IF NOT EXISTS 'search_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO search_data VALUES(1,X'');
INSERT INTO search_data VALUES(10,X'00000000000000');
CREATE TABLE IF NOT EXISTS 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE IF NOT EXISTS 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO search_config VALUES('version',4);
CREATE TABLE search_state (one integer primary key check (one = 1), indexed_to integer not null) strict;
INSERT INTO search_state VALUES(1,0);
CREATE TABLE search_again (record integer primary key) strict;
CREATE INDEX source_sha256 on source (sha256);
CREATE UNIQUE INDEX record_id on record (id);
CREATE INDEX record_thread on record (thread, at);
CREATE INDEX record_type on record (type, at) where type <> 'message';
CREATE INDEX sighting_source on sighting (source);
CREATE INDEX ref_record on ref (record);
CREATE INDEX link_record on link (record);
CREATE TRIGGER journal_keeps before delete on journal begin select raise(abort, 'the journal only grows'); end;
CREATE TRIGGER journal_stays before update on journal begin select raise(abort, 'the journal only grows'); end;
PRAGMA writable_schema=OFF;
COMMIT;
PRAGMA user_version=1;
PRAGMA application_id=1380209235;
